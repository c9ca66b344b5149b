"""What is judged of published figures: each judgement a query and at most a page of code."""
