"""What touches the world for a workflow: the rules applied, the record written, letters and notices made."""
