/** Calls that open the address that they are given, whatever is done with the answer. */
export const connecting =
  /(?:^|[.:>])(?:fetch|urlopen|openStream|openConnection|file_get_contents|curl\w*|wget|axios|got|request|download\w*|connect|httpGet)$|(?:https?|client|requests?|axios|session|rest|got|ky|agent|api|faraday|httparty|httpx|reqwest)(?:\.|::|->)(?:get|post|put|patch|delete|head|options|send|request)(?:_?async)?$/i;

const connectionKey =
  /(?:^|[_.-]|[a-z](?=[A-Z]))(?:endpoint|webhook|callback|server|backend|upstream|proxy|api|broker|gateway)(?:_?(?:url|uri|address))?s?$/i;

/** Whether a key says that something connects to its value, whatever stands above it. */
export function namesConnection(key: string | undefined): boolean {
  return key !== undefined && connectionKey.test(key);
}
