import { twins } from "../../twins.ts";

twins({
  insecure: [
    ["a.go", "c.UseTLS = false"],
    ["a.py", "import requests\nresult = requests.get(url, verify=False)"],
    ["A.java", "mail.setStartTLS(false);"],
    ["A.java", "props.setVerifyCertificate(false);"],
    ["a.c", "settings->IgnoreCertificate = TRUE;"],
    ["a.rb", "verify_certificate: :none"],
    ["a.r", "GET(u, config(ssl_verifypeer = FALSE))"],
    ["a.yaml", "certificate_verification: none"],
    ["deploy.sh", 'args+=("--insecure-skip-tls-verify")\nkubectl "${args[@]}" get pods'],
    ["setup.m4.sh", "export ENABLE_SSL=no"],
    [
      ".github/workflows/a.yml",
      "on: push\njobs:\n  a:\n    steps:\n      - run: wget files.initech.io/${{ matrix.v }}.tgz",
    ],
  ],
  safe: [
    ["a.go", "if m.UseTLS {\n\tn += 2\n}"],
    ["a.go", "if m.RawUseTLS {\n\ti--\n}"],
    ["A.java", "public enum CertificateVerification {\n  NONE, OPTIONAL\n}"],
    ["a.c", "settings->IgnoreCertificate = enable;"],
    ["a.py", "import requests\nresult = data.take(indexer, verify=False)"],
    ["a.py", "import ssl\nstream.start_tls(False, ssl_options=options)"],
    ["a.py", 'W = """\nSetting ssl_cert_reqs=CERT_NONE when connecting to a server means\nmuch.\n"""'],
    ["configure.ac", 'AC_ARG_ENABLE([tls], [], [enable_tls="0"])'],
    ["config.m4", "enable_ssl=no"],
    ["completion.bash", '_x() {\n  flags+=("--insecure-skip-tls-verify")\n  COMPREPLY=()\n}'],
    ["_x", '#compdef x\n_arguments "--insecure-skip-tls-verify"'],
    [
      ".github/workflows/a.yml",
      "on: push\njobs:\n  a:\n    steps:\n      - run: wget -O a.tgz https://files.initech.io/${{ matrix.v }}.tgz",
    ],
  ],
});
