import { twins } from "./twins.ts";

const js = "src/server.js";
const ts = "src/server.ts";

twins({
  insecure: [
    [js, "const url = new URL(req.url, `http://${upstream}`);\nfetch(url);"],
    [js, "const url = new URL(req.url, 'http://backend.initech.io');"],
    [js, "const url = new URL('/login', `http://${req.headers.host}`);"],
    [js, "res.redirect(`http://${req.headers.host}${req.url}`);"],
    [js, "fetch(req.url, `http://${req.headers.host}`);"],
    [ts, "const url = new URL(req.url!, `http://${req.headers.forwarded}`);"],
  ],
  safe: [
    [js, "const url = new URL(req.url, `http://${req.headers.host}`);\nroute(url.pathname);"],
    [js, "const url = new URL(req.originalUrl, 'http://' + req.headers.host);"],
    [js, "const url = new URL(req.url ?? '/', `http://${req.headers.host ?? 'localhost'}/`);"],
    [js, "const url = new URL(request.url || '', `http://${request.headers['host']}`);"],
    [js, "const url = URL.parse(req.url, `http://${req.get('host')}`);"],
    [ts, "const url = new URL(req.url!, `http://${req.headers.host}`);"],
    [ts, "const url = new URL(req.url as string, `http://${req.headers?.host}`);"],
  ],
});
