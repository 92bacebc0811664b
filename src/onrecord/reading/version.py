"""The version of the reader, apart from the reader itself, so that asking for it loads no model. It goes up whenever a
document could be read differently."""

READER_VERSION = "0.3.0"
