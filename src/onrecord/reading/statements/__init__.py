"""Who said what: the statements of a report.

Comes in: a parsed ``Doc`` with its times and actors. Goes out: ``doc._.statements``, every attribution with source, cue
and content spans, its speaker resolved, direct, indirect or mixed, nested ones with their parent. Importing this
package registers the component ``onrecord_statements``. It does not say whether what was said is true.
"""

from onrecord.reading.statements.component import find_statements
from onrecord.reading.statements.lexicon import cue_class

__all__ = ["cue_class", "find_statements"]
