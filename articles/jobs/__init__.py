"""Jobs that go on by themselves."""
