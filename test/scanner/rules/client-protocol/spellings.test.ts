import { expect, test } from "vitest";
import { weightOf } from "../weight-of.ts";

// White space, quotes and order are free, and a name that is only similar is another name.

test.for([
  ["host: 'mail.initech.io', insecure: true", "error"],
  ["host: 'mail.initech.io', secureConnection: true", "error"],
  ["host: 'mail.initech.io', requireTLSv1: true", "error"],
  ["host: 'mail.initech.io', services: 'gmail'", "error"],
  ["host: 'mail.initech.io', curl: x", "error"],
  ["host: 'mail.initech.io', port: 1465", "error"],
  ["host: 'mail.initech.io', transport: 465", "error"],
  ["vhost: 'mail.initech.io', port: 25", "nothing"],
  ["hosts: 'mail.initech.io', port: 25", "nothing"],
  ["host, port: 25", "error"],
  ["streamTransport: true, secure: false", "nothing"],
  ["sendmail: true, secure: false", "nothing"],
] as const)("nodemailer with %s → %s", ([options, weight]) => {
  expect(weightOf("HTTP011", "a.js", `t = nodemailer.createTransport({ ${options} });`)).toBe(weight);
  expect(weightOf("HTTP011", "a.js", `t = createTransport( new SMTPTransport(\n{ ${options} }));`)).toBe(weight);
});

test.for<[path: string, text: string, weight: string]>([
  ["a.js", "x = { host: 'mail.initech.io', ignoreTLS: true, secure:true }", "nothing"],
  ["a.js", "x = { host: 'mail.initech.io', ignoreTLS: true, insecure: true }", "error"],
  ["a.js", "const c = new ImapFlow({ host: 'mail.initech.io', insecure: false })", "nothing"],
  ["a.js", "const c = new Imap({ host: 'mail.initech.io', tlsOptions: x })", "error"],
  ["a.js", "const c = new Imap({ vhost: 'mail.initech.io' })", "nothing"],
  ["a.js", "const c = new Imap({ hosts: 'mail.initech.io' })", "nothing"],
  ["a.js", "require('basic-ftp');\nc.access({ host: '10.0.0.1', insecure: true })", "warning"],
  ["a.js", "require('basic-ftp');\nc.access({ host: '10.0.0.1', secureOptions: o })", "warning"],
  ["a.js", "require('basic-ftp');\nc.access({ vhost: '10.0.0.1', hosts: '10.0.0.2' })", "nothing"],
  ["a.js", "require('basic-ftp');\nhost = '10.0.0.1';\nc.access({ host })", "warning"],
  ["a.js", "require('basic-ftp');\nc.access({ host, secure: true })", "nothing"],
  ["a.js", "require('telnet-client');\nconst t = new Telnet();\nt.connect({host:'10.0.0.1'})", "warning"],
  ["a.js", "require('telnet-client');\nconst t = new Telnet();\nt.connect({ host:  '10.0.0.1' })", "warning"],
  ["a.js", "require('telnet-client');\nconst o = { host: '10.0.0.1' };\nconst t = new Telnet();", "warning"],
  ["a.js", "require('telnet-client');\nconst t = new Telnet();", "error"],
  ["a.js", "const t = new Telnet();", "nothing"],
])("%s: %s → %s", ([path, text, weight]) => {
  expect(weightOf("HTTP011", path, text)).toBe(weight);
});

test.for<[text: string, weight: string]>([
  ["await aiosmtplib.send(m, start_tls=False, use_tls=True)", "nothing"],
  ["await aiosmtplib.send(m, start_tls = False, use_tls  =  True)", "nothing"],
  ["await aiosmtplib.send(m, start_tls=False, use_tls=False)", "error"],
  ["c = IMAPClient('10.0.0.1', ssl=False)", "warning"],
  ["c = IMAPClient('10.0.0.1', use_ssl=False)", "nothing"],
  ["c = IMAPClient('10.0.0.1', ssl_context=False)", "nothing"],
  ["c = IMAPClient('10.0.0.1', ssl=False_)", "nothing"],
  ["import  ldap3\ns = Server('10.0.0.1')", "warning"],
  ["from  ldap3  import Server\ns = Server('10.0.0.1')", "warning"],
  ["import ldap3\ns = Server('10.0.0.1', use_ssl = False)", "warning"],
  ["import ldap3\ns = Server('10.0.0.1', use_ssl=False)", "warning"],
  ["import ldap3\ns = Server('10.0.0.1', use_ssl = True)", "nothing"],
  ["import ldap3\ns = Server('10.0.0.1', use_ssl=True)", "nothing"],
  ["from  telnetlib  import Telnet\nt = Telnet('10.0.0.1')", "warning"],
])("a.py: %s → %s", ([text, weight]) => {
  expect(weightOf("HTTP011", "a.py", text)).toBe(weight);
});

test.for<[text: string, weight: string]>([
  ['var c = new SmtpClient(); c.Host="10.0.0.1";', "warning"],
  ['var c = new SmtpClient( ); c.Host  =  "10.0.0.1";', "warning"],
  ['var c = new SmtpClient {}; c.Host = "10.0.0.1";', "warning"],
  ['var c = new SmtpClient(f()); c.Host = "10.0.0.1";', "error"],
  ['var r = (FtpWebRequest)WebRequest.Create(Log("x", "ftp://10.0.0.1/a"));', "warning"],
  ['var c = new SmtpClient { Port = 25, Host = "10.0.0.1" };', "warning"],
  ['var c = new SmtpClient(); c.VHost = "10.0.0.1";', "nothing"],
  ['var c = new LdapConnection("10.0.0.1"); c.SessionOptions.SecureSocketLayer=true;', "nothing"],
  ['var c = new LdapConnection("10.0.0.1"); c.SessionOptions.SecureSocketLayer  =  true;', "nothing"],
  ['var c = new LdapConnection("10.0.0.1"); c.SessionOptions.SecureSocketLayer = false;', "error"],
  ['var c = new LdapConnection("10.0.0.1");\nc.SessionOptions.SecureSocketLayer =  false;', "warning error"],
  ["var c = new  TFTPClient(a);", "error"],
  ["var c = new A(TFTPClient(a));", "nothing"],
  ["var c = TFTPClient(a);", "nothing"],
])("A.cs: %s → %s", ([text, weight]) => {
  expect(weightOf("HTTP011", "A.cs", text)).toBe(weight);
});

test.for<[path: string, text: string, weight: string]>([
  ["a.ps1", "Send-MailMessage -To a -SmtpServer 10.0.0.1", "warning"],
  ["a.ps1", '$server = "10.0.0.1"\nSend-MailMessage -To a -SmtpServer $server', "warning"],
  ["A.java", "LDAPConnection c = new LDAPConnection();", "nothing"],
  ["A.java", "email.setSSLOnConnect(false); email.setStartTLSRequired( true);", "nothing"],
  ["A.java", "m.setStarttls(StartTLSOptions.DISABLED).setSsl(true);", "nothing"],
  ["A.java", "m.setStarttls(StartTLSOptions.DISABLED).setSsl( true);", "nothing"],
  ["A.java", "m.setStarttls(StartTLSOptions.DISABLED).setSsl(false);", "error"],
  ["A.kt", 'val s = JavaMailSenderImpl(); s.host="10.0.0.1"', "warning"],
  ["A.kt", 'val s = JavaMailSenderImpl(); s.host  = "10.0.0.1"', "warning"],
  ["a.php", "<?php $l = ldap_connect(getenv('LDAP_HOST'));", "nothing"],
  ["a.php", "<?php $m->SMTPSecure='tls'; $m->SMTPAutoTLS = false;", "nothing"],
  ["a.php", "<?php $m->SMTPSecure  =  'ssl'; $m->SMTPAutoTLS = false;", "nothing"],
  ["a.php", "<?php $m->SMTPSecure = $encryption; $m->SMTPAutoTLS = false;", "nothing"],
  ["a.php", "<?php $m->SMTPSecure = self::TLS; $m->SMTPAutoTLS = false;", "nothing"],
  ["a.php", "<?php $m->SMTPSecure = \\PHPMailer\\PHPMailer::SMTPS; $m->SMTPAutoTLS = false;", "nothing"],
  ["a.php", "<?php $m->SMTPSecure = tls; $m->SMTPAutoTLS = false;", "error"],
  ["a.php", "<?php $m->Host = 'localhost'; $m->SMTPAutoTLS = false;", "nothing"],
  ["a.php", "<?php $m->Host='10.0.0.1'; $m->SMTPSecure = false;", "warning"],
  ["a.php", "<?php $m->SMTPSecure = false; $m->Host  =  '10.0.0.1';", "warning"],
  ["a.php", "<?php $t = new Swift_SmtpTransport('10.0.0.1', 465, 'ssl');", "nothing"],
  ["a.go", 'c, err := mail.NewClient("10.0.0.1", mail.WithTLSPolicy(mail.NoTLS))', "warning"],
  ["a.go", 'c, err := mail.NewClient("localhost", mail.WithTLSPolicy(mail.NoTLS))', "nothing"],
  ["a.go", 'server.Host = "10.0.0.1"\nserver.Encryption = mail.EncryptionNone', "warning"],
  ["a.go", 'c, err := ftp.Dial("10.0.0.1:21")\nc.AuthTLS(cfg)', "nothing"],
  ["a.go", 'c, err := goftp.DialConfig(\ngoftp.Config{TLSConfig: t}, "10.0.0.1")', "nothing"],
  ["a.go", 'c, err := ftp.Dial("10.0.0.1:21")\nlog(noTLS)', "warning"],
  ["a.rs", 'SmtpTransport::builder_dangerous("10.0.0.1").tls( Tls::None).build();', "warning"],
  ["a.rs", 'SmtpTransport::builder_dangerous("10.0.0.1").tls(smtp::client::Tls::None).build();', "warning"],
  ["a.rs", 'SmtpTransport::builder_dangerous("10.0.0.1").tls(client::Tls::Wrapper(p)).build();', "nothing"],
  ["a.rs", 'SmtpTransport::builder_dangerous("10.0.0.1").build();\nother.tls(Tls::Wrapper(p));', "warning"],
  ["a.R", "blastula::creds_envvar(use_ssl = FALSE)", "error"],
  ["a.R", "create_smtp_creds_file(use_ssl = F)", "error"],
  ["a.R", "my_creds(use_ssl = FALSE)", "nothing"],
  ["a.R", "creds.other(use_ssl = FALSE)", "nothing"],
  ["a.pl", "my $s = Net::SMTP->new('10.0.0.1'); $s-> starttls;", "nothing"],
  ["a.pl", "my $s = Net::SMTP->new('10.0.0.1'); $s->starttlsx;", "warning"],
  ["a.pl", "my $f = Net::FTP->new('10.0.0.1'); $f-> starttls;", "nothing"],
  ["a.pl", "my $l = Net::LDAP->new('10.0.0.1'); $l-> start_tls;", "nothing"],
  ["a.pl", "my $l = Net::LDAP->new('10.0.0.1');", "warning"],
  ["a.pl", "my $l = Net::LDAP->new(", "error"],
  ["a.cpp", 'SMTPClientSession s("10.0.0.1");\ns.open("localhost");', "warning"],
  ["a.cpp", "SMTPClientSession s( const Socket& x);", "nothing"],
  ["a.cpp", "SecureSMTPClientSession s(x);", "nothing"],
  ["a.cpp", 'curl_easy_setopt(c, CURLOPT_USE_SSL, CURLUSESSL_NONE);\ns.open("localhost");', "error"],
])("%s: %s → %s", ([path, text, weight]) => {
  expect(weightOf("HTTP011", path, text)).toBe(weight);
});

test.for<[text: string, weight: string]>([
  ["Net::FTP.new ('10.0.0.1')", "warning"],
  ["Net::FTP.new()\nf.connect('localhost')", "nothing"],
  ["Net::FTP.new '10.0.0.1', 'a'", "warning"],
  ["Net::FTP.new('10.0.0.1', ssl: false)", "warning"],
  ["Net::FTP.new('10.0.0.1', ssl:  nil)", "warning"],
  ["Net::FTP.new '10.0.0.1', ssl: false", "warning"],
  ["Net::FTP.new('10.0.0.1', ssl: { verify_mode: 1 })", "nothing"],
  ["Net::SMTP.start('10.0.0.1', 25, tls:true)", "nothing"],
  ["Net::SMTP.start('10.0.0.1', 25, starttls:  true)", "nothing"],
  ["Net::SMTP.start('10.0.0.1', 25, tls: false)", "warning"],
  ["Net::IMAP.new('10.0.0.1', ssl: false)", "warning"],
  ["Net::IMAP.new('10.0.0.1', :ssl => nil)", "warning"],
  ["Net::IMAP.new('10.0.0.1', :ssl => { verify_mode: 1 })", "nothing"],
  ["Net::IMAP.new('10.0.0.1', sslx: true)", "warning"],
  ["Net::IMAP.new('10.0.0.1', nossl: true)", "warning"],
  ["Net::IMAP.new('10.0.0.1', 9930)", "warning"],
  ["Net::IMAP.new('10.0.0.1', 1993)", "warning"],
  ["Net::IMAP.new('10.0.0.1', true)", "nothing"],
  ["Net::POP3.new('10.0.0.1', 995)", "nothing"],
  ["Net::LDAP.new(host: '10.0.0.1')", "warning"],
  ["Net::LDAP.new(vhost: '10.0.0.1')", "nothing"],
  ["Net::LDAP.new(hosts: '10.0.0.1')", "nothing"],
  ["Net::LDAP.new(host: '10.0.0.1', my_encryption: :simple)", "warning"],
  ["x = { enable_starttls_auto: false, 'ssl' => true }", "nothing"],
  ["x = { enable_starttls_auto: false, :tls=>true }", "nothing"],
  ["x = { enable_starttls_auto: false, tls:true }", "nothing"],
  ["x = { enable_starttls_auto: false, tls:  true }", "nothing"],
  ["x = { enable_starttls_auto: false, tls  : true }", "nothing"],
  ["x = { enable_starttls_auto: false, notls: true }", "error"],
  ["x = { enable_starttls_auto: false, ssl: truer }", "error"],
])("a.rb: %s → %s", ([text, weight]) => {
  expect(weightOf("HTTP011", "a.rb", text)).toBe(weight);
});
