import { twins } from "./twins.ts";

const u = "http://api.initech.io";

// What stands within a message, a comparison or an odd spelling, and connects nevertheless.
twins({
  insecure: [
    ["a.sh", `echo hi; curl ${u}`],
    ["a.sh", `echo hi && curl -s ${u}`],
    ["a.sh", `die() { curl ${u}; }`],
    ["a.sh", `grep x <(curl ${u})`],
    ["a.sh", `awk 1 $(curl ${u})`],
    ["a.js", `exec("timeout 5 curl --data x and y to ${u}")`],
    ["a.js", `if (fetch("${u}") == x) y()`],
    ["a.py", `for u in "${u}", "x": get(u)`],
    ["a.js", 'fetch("http\\72//api.initech.io")'],
    ["a.js", 'fetch("http:\\57\\57api.initech.io")'],
    ["a.js", 'fetch("\\u{0000000068}ttp://api.initech.io")'],
    ["a.js", 'fetch("http\\u{0003a}//api.initech.io")'],
    ["a.js", 'fetch("ht\\\ntp://api.initech.io")'],
    ["a.c", 'get("http:\\\n//api.initech.io");'],
    ["a.properties", "u = http:\\\n  //api.initech.io"],
    ["A.java", 'get("\\uuu0068ttp://api.initech.io");'],
    ["A.cs", 'get("\\U00000068ttp://api.initech.io");'],
    ["A.cs", 'get("\\x0068ttp://api.initech.io");'],
    ["a.js", 'fetch(("http") + ("://api.initech.io"))'],
    ["CHANGELOG.js", `fetch("${u}")`],
    ["src/history.tsx", `fetch("${u}")`],
    ["src/AUDIT.java", `String u = "${u}";`],
  ],
  safe: [
    ["a.sh", `echo "see ${u}"; exit 1`],
    ["a.sh", `echo "Usage: run and visit ${u}" && exit`],
    ["a.js", `if (new URL("${u}") == x) y()`],
    ["a.py", `if "${u}" in known: pass`],
    ["CHANGELOG.md", u],
    ["README.pl", u],
    ["license.html", `<p>${u}</p>`],
    ["src/PaymentIT.java", `String u = "${u}";`],
  ],
});
