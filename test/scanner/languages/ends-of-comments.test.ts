import { twins } from "../twins.ts";

twins({
  insecure: [
    ["a.pl", '=head1 NAME\n\nx - http://docs.initech.io\n\n=cut\n\nmy $u = "http://api.initech.io/v1";\n', 7],
    ["a.pl", 'my $a = 1;\n\n=pod\n\nSee http://docs.initech.io\n\n=cut\nmy $u = "http://api.initech.io/v1";\n', 8],
    [
      "a.pm",
      'package A;\n\n=head2 f\n\n=over 4\n\n=item x\n\n=back\n\n=cut\n\nsub f { get("http://api.initech.io/v1") }\n',
      13,
    ],
    ["a.rb", '=begin\nSee http://docs.initech.io\n=end\nu = "http://api.initech.io/v1"\n', 4],
    ["a.js", "// note\u2028fetch('http://api.initech.io/v1');"],
    ["a.js", "// note\u2029fetch('http://api.initech.io/v1');"],
    ["a.c", '// see \\\n   http://docs.initech.io/x\nget("http://api.initech.io/x");', 3],
    ["requirements.txt", "requests==2.32.3  # docs\n--index-url http://pypi.initech.io/simple\n", 2],
    ["requirements.txt", "x @ http://pypi.initech.io/x.whl#sha256=0a\n"],
  ],
  safe: [
    ["a.pl", 'my $a = 1;\n\n=pod\n\nmy $u = "http://docs.initech.io";\n\n=head1 x\n\n=cut\n'],
    ["a.rb", '=begin\nu = "http://docs.initech.io"\n=end\n'],
    ["a.js", "// note fetch('http://api.initech.io/v1');\u2028f();"],
    ["a.js", "const s = 'a\u2028b'; // http://api.initech.io"],
    ["a.c", "// see \\\n   http://docs.initech.io/x\nint a;"],
    ["a.c", '// call get("x") \\\n   get("http://docs.initech.io/x");\nint a;'],
    ["a.cpp", '// a \\\r\n   get("http://docs.initech.io/x");\r\nint a;'],
    ["requirements.txt", "requests==2.32.3  # docs: http://docs.initech.io\n"],
    ["requirements.txt", "# http://docs.initech.io\nrequests==2.32.3\n"],
  ],
});
