"""What the tests stand on: throw-away servers, a browser, the runners of benchmarks and trials. No Django here."""
