import { HOLE } from "../urls/literal.ts";

/**
 * Authorities whose http:// addresses are names that nothing opens: the list of SonarSource's S5332 and its C# extras.
 * Where a host serves pages, too, only paths that start as given here, or by a year, are names. So are the addresses
 * by which licences are known.
 */
const authorities: Readonly<Record<string, readonly string[]>> = {
  "www.w3.org": ["/ns/", "/TR/", "/XML/", "/Graphics/", "/MarkUp/"],
  "schemas.android.com": [],
  "schemas.microsoft.com": [],
  "schemas.xmlsoap.org": [],
  "schemas.openxmlformats.org": [],
  "schemas.google.com": [],
  "www.sap.com": ["/adt", "/abapxml", "/abapsource", "/protocol", "/ns", "/xi", "/protocols/"],
  "www.opengis.net": [],
  "hl7.org": [],
  "unitsofmeasure.org": [],
  "purl.org": [],
  "docs.oasis-open.org": [],
  "xmlns.com": [],
  "xmlns.jcp.org": [],
  "xmlns.oracle.com": [],
  "json-ld.org": [],
  "schema.org": [],
  "www.springframework.org": ["/schema/", "/tags", "/dtd/", "/security/tags"],
  "www.mulesoft.org": ["/schema/"],
  "maven.apache.org": [
    "/POM/",
    "/xsd/",
    "/SETTINGS/",
    "/DECORATION/",
    "/ASSEMBLY/",
    "/plugins/maven-assembly-plugin/assembly/",
    "/METADATA/",
    "/changes/",
  ],
  "dublincore.org": ["/documents/", "/schemas/", "/2008/"],
  "ogp.me": ["/ns"],
  "xml.apache.org": ["/xslt", "/xalan", "/fop", "/xerces", "/axis", "/cocoon", "/features/"],
  "apache.org": ["/xml/features/", "/xml/properties/"],
  "xml.org": ["/sax/"],
  "java.sun.com": ["/xml/", "/jsp/", "/jstl/", "/jsf/", "/JSP/", "/dtd/", "/j2ee/", "/portlet", "/products/"],
  "javax.xml.xmlconstants": [],
  "rdfs.org": [],
  "a9.com": ["/-/"],
  "ns.adobe.com": [],
  "ltsc.ieee.org": ["/xsd/"],
  "docbook.org": ["/ns/", "/xml/"],
  "graphml.graphdrawing.org": ["/xmlns", "/dtds/"],
  "json-schema.org": [],
  "www.eclipse.org": [
    "/emf/",
    "/uml2/",
    "/xtext/",
    "/jetty/configure",
    "/birt/",
    "/m2m/",
    "/gmf/",
    "/OCL/",
    "/ocl/",
    "/acceleo/",
    "/sirius/",
    "/Xtext/",
    "/Xtend/",
    "/modisco/",
    "/papyrus/",
  ],
  "collations.microsoft.com": [],
  "www.sitemaps.org": ["/schemas/"],
  "exslt.org": [],
  "ws-i.org": [],
  "www.omg.org": ["/spec/", "/XMI", "/bpmn", "/dmn"],
  "www.itunes.com": ["/dtds/", "/DTDs/"],
  "www.apple.com": ["/DTDs/"],
  "jabber.org": ["/protocol/"],
  "inkscape.sourceforge.net": ["/DTD/"],
  "www.inkscape.org": ["/namespaces/"],
  "sodipodi.sourceforge.net": ["/DTD/"],
  "search.yahoo.com": ["/mrss"],
  "schemas.dmtf.org": [],
  "schemas.datacontract.org": [],
  "tempuri.org": [],
  "relaxng.org": ["/ns/"],
  "creativecommons.org": ["/ns", "/licenses/", "/publicdomain/"],
  "www.apache.org": ["/licenses/"],
  "www.gnu.org": ["/licenses/", "/copyleft/"],
  "opensource.org": ["/licenses/"],
  "www.opensource.org": ["/licenses/"],
  "www.mozilla.org": ["/MPL/", "/keymaster/"],
  "mozilla.org": ["/MPL/"],
  "webns.net": ["/mvcb"],
  "xspf.org": ["/ns/"],
  "www.topografix.com": ["/GPX/"],
  "earth.google.com": ["/kml/"],
  "base.google.com": ["/ns/"],
};

/**
 * Whether an address is a name of one of the known authorities: the exact host, no port, no user info. Of a path that
 * is filled in later the certain beginning counts.
 */
export function isNamespaceAddress(host: string, path: string): boolean {
  if (!Object.hasOwn(authorities, host)) return false;
  const starts = authorities[host] ?? [];
  if (starts.length === 0 || /^\/(?:19|20)\d\d\//.test(path)) return true;
  const hole = path.indexOf(HOLE);
  const whole = path.toLowerCase();
  const certain = hole === -1 ? undefined : whole.slice(0, hole);
  return starts
    .map((start) => start.toLowerCase())
    .some((start) => whole.startsWith(start) || (certain !== undefined && start.startsWith(certain)));
}
