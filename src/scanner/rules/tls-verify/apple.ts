import type { Pattern } from "../../patterns/pattern.ts";
import { mentions } from "../../patterns/place.ts";
import { isDone } from "./context.ts";
import { weightIfDone } from "./hosts.ts";

const languages = ["swift", "c"];
const unverified = "Certificates are not verified.";
const evaluated =
  /\bSecTrustEvaluate\w*|\bSecTrustCopy\w*|\bSecTrustGetCertificate\w*|\bSecCertificateCopy\w*|\bSecTrustGetTrustResult|\bSecTrustSetPolicies|\bSecTrustSetAnchor\w*|\bpinn\w*|\bevaluateServerTrust|\bevaluate\(/i;

/** Swift and Objective-C: URLSession, AFNetworking, Alamofire, Network. */
export const apple: readonly Pattern[] = [
  {
    // https://developer.apple.com/documentation/foundation/urlcredential/init(trust:)
    words: "credential",
    languages,
    in: "code",
    match: /\b(?:URLCredential|NSURLCredential)\s*\(\s*(?:trust|forTrust):|\bNSURLCredential\s+credentialForTrust:/,
    when: ({ source }) => !mentions(source, evaluated),
    why: "The server is trusted without its certificate being evaluated.",
  },
  {
    words: ["allowsanyhttpscertificate"],
    languages,
    match:
      /\ballowsAnyHTTPSCertificateForHost:[^{;]*\{\s*return\s+YES\b|\bsetAllowsAnyHTTPSCertificate:\s*YES\b|\bfunc\s+allowsAnyHTTPSCertificate\b[^{]*\{\s*(?:return\s+)?true\b/,
    when: isDone,
    why: unverified,
  },
  {
    // https://github.com/AFNetworking/AFNetworking
    words: [
      "allowinvalidcertificates",
      "validatesdomainname",
      "validatessecurecertificate",
      "validatescertificatechain",
    ],
    languages,
    match:
      /\b(?:setAllowInvalidCertificates:\s*YES|(?:setValidatesDomainName|setValidatesSecureCertificate|setValidatesCertificateChain):\s*NO)\b/,
    when: isDone,
    why: unverified,
  },
  {
    // https://github.com/Alamofire/Alamofire
    words: ["disabledtrustevaluator", "disableevaluation", "performdefaultevaluation(validatehost: false"],
    languages: ["swift"],
    in: "code",
    match:
      /\bDisabledTrustEvaluator\s*\(|\.disableEvaluation\b|\.performDefaultEvaluation\s*\(\s*validateHost:\s*false/,
    when: isDone,
    why: unverified,
  },
  {
    // https://developer.apple.com/documentation/cfnetwork/kcfstreamsslvalidatescertificatechain
    words: "kcfstreamssl",
    languages,
    match:
      /\bkCFStreamSSL(?:ValidatesCertificateChain\b[^;\n]{0,80}?(?:kCFBooleanFalse|@NO|\bNO\b|false)|Allows(?:AnyRoot|ExpiredCertificates|ExpiredRoots)\b[^;\n]{0,80}?(?:kCFBooleanTrue|@YES|true))|(?:kCFBooleanFalse|@NO|@\(NO\))\s*,\s*(?:\([^()]*\)\s*)?kCFStreamSSLValidatesCertificateChain/,
    when: isDone,
    why: unverified,
  },
  {
    // https://developer.apple.com/documentation/security/sec_protocol_options_set_verify_block
    words: "sec_protocol_options_set_verify_block",
    languages,
    match: /\bsec_protocol_options_set_verify_block\s*\([^{};]{0,120}\{[^{}]{0,200}\b\w*[cC]omplet\w*\s*\(\s*true\s*\)/,
    when: ({ source }) => !mentions(source, evaluated),
    why: unverified,
  },
  {
    // https://swiftpackageindex.com/apple/swift-nio-ssl/documentation/niossl/certificateverification
    words: "certificateverification",
    languages: ["swift"],
    in: "code",
    match: /\bcertificateVerification\s*(?:=(?!=)|:)\s*(?:\w{1,40}\.)?\.?none\b/,
    when: weightIfDone,
    why: unverified,
  },
  {
    words: "disablesslcertificatevalidation",
    languages: ["swift", "c"],
    match: /\b(?:disableSSLCertificateValidation)\s*=\s*(?:true|YES)/,
    when: isDone,
    why: unverified,
  },
];
