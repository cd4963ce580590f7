"""What names a notice, a task or a comparison: in the forms that each field demands (引用)."""
