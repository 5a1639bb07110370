import { expect, test } from "vitest";
import { weightOf } from "../weight-of.ts";

test.for([
  ["a.py", 'scheme = "http"\nurl = f"{scheme}://{host}/v1"', "error"],
  ["a.py", 'scheme = "http"\nurl = scheme + "://" + host', "error"],
  ["a.py", 'scheme = "http"\nurl = f"{scheme}://localhost/v1"', "nothing"],
  ["a.py", 'scheme = "http"\nif tls:\n    scheme = "https"\nurl = f"{scheme}://{host}"', "nothing"],
  ["a.py", 'scheme = "http"\nprint(scheme)', "nothing"],
  ["a.js", "const protocol = 'http';\nconst url = `${protocol}://api.initech.io`;", "error"],
  ["a.js", "const protocol = 'http:';\nconst url = protocol + '//' + host;", "error"],
  ["A.java", 'String scheme = "http";\nString url = scheme + "://" + host;', "error"],
  ["a.go", 'scheme := "http"\nurl := scheme + "://" + host', "error"],
  ["a.rb", "scheme = 'http'\nurl = \"#{scheme}://#{host}\"", "error"],
  ["a.php", "<?php $scheme = 'http';\n$url = $scheme . '://' . $host;", "error"],
  ["a.kt", 'val scheme = "http"\nval url = "$scheme://$host"', "error"],
  ["a.py", 'class A:\n    scheme = "http"\n    def f(self):\n        return self.scheme', "nothing"],
] as const)("%s: %s → %s", ([path, text, weight]) => {
  expect(weightOf("HTTP010", path, text)).toBe(weight);
});
