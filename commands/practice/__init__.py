"""Invented agencies, people and cases to practise on. Nobody here exists."""
