"""The protection steps as durable workflows: sequence and decision only."""
