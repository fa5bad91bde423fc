// Registry, log and memory belong to the process: cases must not disturb one another.
[assembly: Xunit.CollectionBehavior(DisableTestParallelization = true)]
