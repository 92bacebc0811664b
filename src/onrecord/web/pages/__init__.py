"""The pages, a module for what belongs together. Each asks, and hands what was answered to a template."""
