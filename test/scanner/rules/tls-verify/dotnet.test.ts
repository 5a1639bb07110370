import { expect, test } from "vitest";
import { flagged } from "./flagged.ts";

test.for([
  ["A.cs", "ServicePointManager.ServerCertificateValidationCallback += (s, c, ch, e) => true;"],
  ["A.cs", "ServicePointManager.ServerCertificateValidationCallback = delegate { return true; };"],
  [
    "A.cs",
    "ServicePointManager.ServerCertificateValidationCallback =\n    delegate (object s, X509Certificate c, X509Chain ch, SslPolicyErrors e) { return true; };",
  ],
  [
    "A.cs",
    "ServicePointManager.ServerCertificateValidationCallback = new RemoteCertificateValidationCallback(delegate { return true; });",
  ],
  [
    "A.cs",
    "ServicePointManager.ServerCertificateValidationCallback = (sender, cert, chain, errors) => { return true; };",
  ],
  [
    "A.cs",
    "request.ServerCertificateValidationCallback += new RemoteCertificateValidationCallback((a, b, c, d) => true);",
  ],
  ["A.cs", "handler.ServerCertificateCustomValidationCallback = (m, c, ch, e) => true;"],
  ["A.cs", "new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true }"],
  [
    "A.cs",
    "handler.ServerCertificateCustomValidationCallback = (HttpRequestMessage m, X509Certificate2? c, X509Chain? ch, SslPolicyErrors e) => true;",
  ],
  [
    "A.cs",
    "h.ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator;",
  ],
  [
    "A.cs",
    "new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = delegate { return true; } } }",
  ],
  [
    "A.cs",
    "var o = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (a, b, c, d) => true };",
  ],
  [
    "A.cs",
    "bool Validate(object sender, X509Certificate cert, X509Chain chain, SslPolicyErrors sslPolicyErrors) { return true; }",
  ],
  ["A.cs", "static bool Accept(object s, X509Certificate c, X509Chain ch, SslPolicyErrors e) => true;"],
  ["A.cs", "new SslStream(stream, false, (a, b, c, d) => true)"],
  [
    "A.cs",
    "new SslStream(client.GetStream(), false, new RemoteCertificateValidationCallback((s, c, ch, e) => true), null)",
  ],
  ["A.cs", "client.ServerCertificateValidationCallback = (s, c, h, e) => true; // MailKit"],
  ["A.cs", "smtp.EnableSsl = false;"],
  ["A.cs", "new SmtpClient(host, 25) { EnableSsl = false }"],
  ["A.cs", 'client.Connect("smtp.initech.io", 25, SecureSocketOptions.None);'],
  ["A.cs", 'var cs = "Server=db.initech.io;Database=x;Encrypt=False;";'],
  ["A.cs", 'var cs = "Server=tcp:db.initech.io,1433;Encrypt=True;TrustServerCertificate=True;";'],
  ["A.cs", 'var cs = "Server=db.initech.io;Trust Server Certificate=true";'],
  ["A.cs", 'var cs = "Host=db.initech.io;Username=a;SSL Mode=Disable";'],
  ["A.cs", 'var cs = "Server=db.initech.io;Uid=a;SslMode=None";'],
  ["A.cs", "new SqlConnectionStringBuilder { DataSource = s, Encrypt = false }"],
  ["A.cs", "builder.TrustServerCertificate = true;"],
  ["A.cs", "builder.SslMode = MySqlSslMode.None;"],
  ["A.cs", "builder.SslMode = SslMode.Disable;"],
  [
    "A.cs",
    'ConnectionMultiplexer.Connect("r.initech.io:6380,ssl=False,password=a")'.replace(",ssl=False", ";ssl=False"),
  ],
  ["A.cs", "new BasicHttpBinding(BasicHttpSecurityMode.None)"],
  ["A.cs", "new NetTcpBinding(SecurityMode.None)"],
  ["A.cs", "binding.Security.Mode = SecurityMode.None;"],
  ["A.cs", "GrpcChannel.ForAddress(u, new GrpcChannelOptions { Credentials = ChannelCredentials.Insecure })"],
  ["A.cs", 'new Channel("api.initech.io:50051", ChannelCredentials.Insecure)'],
  [
    "A.cs",
    "creds.ServiceCertificate.SslCertificateAuthentication.CertificateValidationMode = X509CertificateValidationMode.None;",
  ],
  [
    "A.cs",
    "public bool CheckValidationResult(ServicePoint sp, X509Certificate c, WebRequest r, int p) { return true; }",
  ],
  ["A.cs", "filter.IgnorableServerCertificateErrors.Add(ChainValidationResult.Untrusted);"],
  ["A.cs", "ldap.SessionOptions.VerifyServerCertificate += (c, cert) => true;"],
  ["A.cs", "ldap.SessionOptions.SecureSocketLayer = false;"],
  ["A.cs", "new ProducerConfig { SecurityProtocol = SecurityProtocol.Plaintext }"],
  ["A.cs", "new ProducerConfig { EnableSslCertificateVerification = false }"],
  ["A.cs", "settings.AllowInsecureTls = true;"],
  ["A.fs", "ServicePointManager.ServerCertificateValidationCallback <- (fun _ _ _ _ -> true)"],
  ["A.vb", "ServicePointManager.ServerCertificateValidationCallback = Function(s, c, ch, e) True"],
  [
    "web.config",
    '<bindings><basicHttpBinding><binding><security mode="None" /></binding></basicHttpBinding></bindings>',
  ],
  ["web.config", '<add name="x" connectionString="Server=db.initech.io;Database=x;Encrypt=False" />'],
  ["web.config", '<network host="smtp.initech.io" port="25" enableSsl="false" />'],
  ["web.config", '<authentication certificateValidationMode="None" />'],
  ["appsettings.json", '{"ConnectionStrings":{"x":"Server=db.initech.io;Database=x;TrustServerCertificate=True"}}'],
  ["appsettings.json", '{"ConnectionStrings":{"x":"Server=db.initech.io;Database=x;Encrypt=False;"}}'],
  ["appsettings.json", '{"Smtp":{"Host":"smtp.initech.io","EnableSsl":false}}'],
  ["a.ps1", "Invoke-RestMethod -Uri $u -SkipCertificateCheck"],
  ["a.ps1", "Invoke-WebRequest https://api.initech.io -SkipCertificateCheck:$true"],
  ["a.ps1", "[System.Net.ServicePointManager]::ServerCertificateValidationCallback = { $true }"],
  ["a.ps1", "[Net.ServicePointManager]::ServerCertificateValidationCallback = {return $true}"],
  [
    "a.ps1",
    "[System.Net.ServicePointManager]::ServerCertificateValidationCallback = { param($s, $c, $ch, $e) return $true }",
  ],
  ["a.ps1", "$o = New-PSSessionOption -SkipCACheck -SkipCNCheck"],
  ["a.ps1", "Invoke-Sqlcmd -ServerInstance db.initech.io -TrustServerCertificate"],
  ["a.ps1", "Send-MailMessage -SmtpServer smtp.initech.io -UseSsl:$false"],
  ["a.ps1", "$env:NODE_TLS_REJECT_UNAUTHORIZED = '0'"],
  ["a.ps1", "curl.exe -k https://api.initech.io"],
  ["a.ps1", '[Environment]::SetEnvironmentVariable("NODE_TLS_REJECT_UNAUTHORIZED", "0")'],
  [
    "a.ps1",
    'Add-Type @"\npublic class T : ICertificatePolicy {\n  public bool CheckValidationResult(ServicePoint s, X509Certificate c, WebRequest r, int p) { return true; }\n}\n"@',
  ],
] as const)("%s: %s → flagged", ([path, text]) => {
  expect(flagged(path, text)).not.toEqual([]);
});

test.for([
  ["A.cs", "handler.ServerCertificateCustomValidationCallback = (m, c, ch, e) => e == SslPolicyErrors.None;"],
  ["A.cs", "ServicePointManager.ServerCertificateValidationCallback = Validate;"],
  [
    "A.cs",
    "ServicePointManager.ServerCertificateValidationCallback = (s, c, ch, e) => { if (e == SslPolicyErrors.None) return true; return false; };",
  ],
  [
    "A.cs",
    "bool Validate(object s, X509Certificate c, X509Chain ch, SslPolicyErrors e) { return e == SslPolicyErrors.None; }",
  ],
  ["A.cs", "smtp.EnableSsl = true;"],
  ["A.cs", "if (smtp.EnableSsl == false) throw new Exception();"],
  ["A.cs", 'var cs = "Server=localhost;Database=x;Encrypt=False";'],
  ["A.cs", 'var cs = "Server=(localdb)\\\\mssqllocaldb;Database=x;TrustServerCertificate=True";'],
  ["A.cs", 'var cs = "Server=db.initech.io;Encrypt=True;TrustServerCertificate=False";'],
  ["A.cs", 'var cs = "Host=db.initech.io;SSL Mode=VerifyFull";'],
  ["A.cs", "bool encrypt = false;"],
  ["A.cs", "// Encrypt=False;"],
  ["A.cs", 'logger.LogWarning("TrustServerCertificate=True is set");'],
  ["A.cs", 'client.Connect("smtp.initech.io", 465, SecureSocketOptions.SslOnConnect);'],
  ["A.cs", "new BasicHttpBinding(BasicHttpSecurityMode.Transport)"],
  ["A.cs", "list.Where(x => true)"],
  ["A.cs", "/// <summary>EnableSsl = false</summary>"],
  ["web.config", '<security mode="Transport" />'],
  ["web.config", '<!-- <security mode="None" /> -->'],
  [
    "appsettings.Development.json",
    '{"ConnectionStrings":{"x":"Server=localhost;Database=x;TrustServerCertificate=True"}}',
  ],
  ["a.ps1", "Invoke-RestMethod -Uri $u -SkipCertificateCheck:$false"],
  ["a.ps1", "# -SkipCertificateCheck"],
  ["a.ps1", 'Write-Host "use -SkipCertificateCheck"'],
  ["a.ps1", "param([switch]$SkipCertificateCheck)"],
  ["A.cs", "private bool enableSslCheck, trustAllCertificates; bool requireSsl = false;"],
] as const)("%s: %s → nothing", ([path, text]) => {
  expect(flagged(path, text)).toEqual([]);
});
