"""What goes wrong around a run: kills, locks, full disks, clocks, other people. Then the hub is as it should be."""
