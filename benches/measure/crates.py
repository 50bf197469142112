"""Writes crates with many endpoints, the same ones for every way to declare them.

Half of the endpoints are GET with a value in the path and two in the query, a fifth are GET of a list, a fifth POST with
a JSON body, a tenth DELETE; `tid` is a header of each where a peer can say so. The types are in a crate of their own.
Every crate has a table of functions that call each endpoint once, so that all of its code is made in this crate. `null`
has the table and empty endpoints: what the harness costs, to be subtracted.

A new peer is a function of the endpoints that returns its dependencies and its source, and a line in `KINDS`."""
import json
import shutil
from .place import ROOT, TARGET

WORKSPACE = TARGET / "generated"
BASE = '"http://127.0.0.1:9"'
REQWEST = 'reqwest = { version = "0.13.5", default-features = false, features = ["json", "query"] }'
RUNTIME = ROOT.parent / "perspio-runtime"
MODELS = [f"M{i}" for i in range(8)]

VALUES = {                            # what the table hands to each kind of endpoint
    "get": '"a b", 1, 50', "list": '"x", 2', "post": '"a b", {body}', "delete": '"a b"',
}
PARAMETERS = {
    "get": "id: &str, page: u32, size: u32", "list": "q: &str, page: u32", "post": "id: &str, body: &NewM",
    "delete": "id: &str",
}


def endpoints(n):
    made = []
    for i in range(n):
        model = MODELS[i % 8]
        if i % 10 < 5:
            made.append(dict(i=i, kind="get", verb="get", path=f"/res{i}/v3/{{id}}/part", returns=model))
        elif i % 10 < 7:
            made.append(dict(i=i, kind="list", verb="get", path=f"/res{i}/v3/list", returns=f"Vec<{model}>"))
        elif i % 10 < 9:
            made.append(dict(i=i, kind="post", verb="post", path=f"/res{i}/v3/{{id}}/act", returns=model))
        else:
            made.append(dict(i=i, kind="delete", verb="delete", path=f"/res{i}/v3/{{id}}", returns=model))
    return made


def table(ends, client, make, tid=True, body="&nm()", values=VALUES):
    """The functions that call each endpoint once, and a `main` that runs one of them."""
    text = "type Fut = std::pin::Pin<Box<dyn std::future::Future<Output = ()>>>;\n"
    for e in ends:
        given = values[e["kind"]].replace("{body}", body) + (', "t-1"' if tid else "")
        text += (f"fn c{e['i']}(c: &'static {client}) -> Fut {{ "
                 f"Box::pin(async move {{ std::hint::black_box(c.ep{e['i']}({given}).await).ok(); }}) }}\n")
    names = ", ".join(f"c{e['i']}" for e in ends)
    return text + f"""static CALLS: [fn(&'static {client}) -> Fut; {len(ends)}] = [{names}];
fn main() {{
    let i: usize = std::env::args().nth(1).unwrap().parse().unwrap();
    let c: &'static {client} = Box::leak(Box::new({make}));
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(CALLS[i](c));
}}
"""


def trait(ends, head, parameters, method):
    """A trait with one declaration per endpoint: `method` with the endpoint's words and its parameters."""
    lines = [method.format(**e, upper=e["verb"].upper(), parameters=parameters[e["kind"]]) for e in ends]
    return f"{head} {{\n" + "".join(f"    {line}\n" for line in lines) + "}\n"


def null(ends):
    text = "use models::*;\nstruct Api { base: String }\nimpl Api {\n"
    for e in ends:
        unused = ", ".join("_" + parameter for parameter in PARAMETERS[e["kind"]].split(", "))
        text += (f"    async fn ep{e['i']}(&self, {unused}, tid: &str) -> Result<{e['returns']}, String> "
                 f"{{ Err([self.base.as_str(), \"{e['path']}\", tid].concat()) }}\n")
    return "", text + "}\n" + table(ends, "Api", f"Api {{ base: {BASE}.into() }}")


def hand(ends):
    text = "use models::*;\nstruct Api { client: reqwest::Client, base: String, token: String }\nimpl Api {\n"
    more = {"get": '.query(&[("page", page), ("size", size)])', "list": '.query(&[("q", q)]).query(&[("page", page)])',
            "post": ".json(body)", "delete": ""}
    for e in ends:
        value = ", id" if "{id}" in e["path"] else ""
        text += (f"    async fn ep{e['i']}(&self, {PARAMETERS[e['kind']]}, tid: &str) "
                 f"-> Result<{e['returns']}, reqwest::Error> {{\n        self.client.{e['verb']}"
                 f"(format!(\"{{}}{e['path'].replace('{id}', '{}')}\", self.base{value})){more[e['kind']]}"
                 '.header("tid", tid).bearer_auth(&self.token).send().await?.error_for_status()?.json().await\n    }\n')
    make = f'Api {{ client: reqwest::Client::new(), base: {BASE}.into(), token: "t".into() }}'
    return REQWEST, text + "}\n" + table(ends, "Api", make)


def perspio(ends):
    parameters = {"get": "id: &str, #[query] page: u32, #[query] size: u32", "list": "#[query] q: &str, #[query] page: u32",
                  "post": "id: &str, #[body] body: &NewM", "delete": "id: &str"}
    for e in ends:
        e["rule"] = ", not_idempotent" if e["kind"] == "post" else ""
    text = "use models::*;\nuse perspio_runtime::{auth::Bearer, endpoints, Client, Result};\n" + trait(
        ends, "#[endpoints]\ntrait Api", parameters,
        '#[{verb}("{path}"{rule})]\n    '
        'async fn ep{i}(&self, {parameters}, #[header("tid")] tid: &str) -> Result<{returns}>;')
    make = f'ApiClient::new(Client::builder().base_url({BASE}).auth(Bearer::new("t")).build().unwrap())'
    dependency = f'perspio-runtime = {{ path = "{RUNTIME}", default-features = false, features = ["macros"] }}'
    return dependency, text + table(ends, "ApiClient", make)


def retroqwest(ends):
    parameters = {"get": "id: &str, #[query] page: u32, #[query] size: u32", "list": "#[query] q: &str, #[query] page: u32",
                  "post": "id: &str, #[json] body: &NewM", "delete": "id: &str"}
    text = "use models::*;\nuse retroqwest::{reqwest::ClientBuilder, RetroqwestError};\n" + trait(
        ends, "#[retroqwest::retroqwest]\npub trait Api", parameters,
        '#[http::{verb}("{path}")]\n    async fn ep{i}(&self, {parameters}) -> Result<{returns}, RetroqwestError>;')
    text += (f"impl ApiClient {{ fn make() -> Self "
             f"{{ Self::from_builder({BASE}, ClientBuilder::default()).unwrap() }} }}\n")
    return ('retroqwest = "=0.0.1-rc.4"\nasync-trait = "0.1"',
            text + table(ends, "ApiClient", "ApiClient::make()", tid=False))


def retrofit_rs(ends):
    parameters = {"get": "id: &str, page: Query<u32>, size: Query<u32>", "list": "q: Query<String>, page: Query<u32>",
                  "post": "id: &str, body: Body<NewM>", "delete": "id: &str"}
    text = "use models::*;\nuse retrofit_rs::{api, get, post, delete, Query, Body};\n" + trait(
        ends, f"#[api({BASE})]\ntrait Api", parameters,
        '#[{verb}("{path}")]\n    async fn ep{i}(&self, {parameters}) -> retrofit_rs::Result<{returns}>;')
    values = {"get": '"a b", Query(1), Query(50)', "list": 'Query("x".to_string()), Query(2)', "post": '"a b", Body(nm())',
              "delete": '"a b"'}
    return ('retrofit-rs = "0.2.0"\nasync-trait = "0.1"',
            text + table(ends, "ApiClient", "ApiClient::new().unwrap()", tid=False, values=values))


def feignhttp(ends):
    parameters = {"get": "#[path] id: &str, #[query] page: u32, #[query] size: u32",
                  "list": "#[query] q: &str, #[query] page: u32", "post": "#[path] id: &str, #[body] body: NewM",
                  "delete": "#[path] id: &str"}
    text = "use models::*;\nuse feignhttp::{feign, FeignClientBuilder};\n" + trait(
        ends, f"#[feign(url = {BASE})]\npub trait Api", parameters,
        '#[{verb}("{path}")]\n    '
        'async fn ep{i}(&self, {parameters}, #[header("tid")] tid: &str) -> feignhttp::Result<{returns}>;')
    return ('feignhttp = { version = "0.6.3", features = ["reqwest-json"] }',
            text + table(ends, "Api", "Api::builder().build().unwrap()", body="nm()"))


def clientix(ends):
    parameters = {"get": "#[segment] id: &str, #[query] page: u32, #[query] size: u32",
                  "list": "#[query] q: &str, #[query] page: u32", "post": "#[segment] id: &str, #[body] body: NewM",
                  "delete": "#[segment] id: &str"}
    text = ("use models::*;\nuse clientix::client::response::ClientixResult;\n"
            "use clientix::{clientix, get, post, delete};\n") + trait(
        ends, f"#[clientix(url = {BASE}, async = true)]\ntrait Api", parameters,
        '#[{verb}(path = "{path}")]\n    '
        'async fn ep{i}(&self, {parameters}, #[header(name = "tid")] tid: &str) -> ClientixResult<{returns}>;')
    dependencies = ('clientix = "0.2.0"\n'
                    '[build-dependencies]\nsyn = { version = "2", features = ["full", "extra-traits"] }')
    return dependencies, text + table(ends, "Api", "Api::new()", body="nm()")


def progenitor(ends):
    def parameter(name, place, schema="string"):
        return {"name": name, "in": place, "required": True, "schema": {"type": schema}
                | ({"format": "uint32"} if schema == "integer" else {})}
    queries = {"get": [("page", "integer"), ("size", "integer")], "list": [("q", "string"), ("page", "integer")]}
    json_of = lambda schema: {"content": {"application/json": {"schema": schema}}}
    reference = lambda name: {"$ref": f"#/components/schemas/{name}"}
    paths = {}
    for e in ends:
        parameters = [parameter("tid", "header")] + ([parameter("id", "path")] if "{id}" in e["path"] else [])
        parameters += [parameter(name, "query", schema) for name, schema in queries.get(e["kind"], [])]
        schema = reference(e["returns"].removeprefix("Vec<").removesuffix(">"))
        if e["kind"] == "list":
            schema = {"type": "array", "items": schema}
        operation = {"operationId": f"ep{e['i']}", "parameters": parameters,
                     "responses": {"200": {"description": "ok"} | json_of(schema)}}
        if e["kind"] == "post":
            operation["requestBody"] = {"required": True} | json_of(reference("NewM"))
        paths.setdefault(e["path"], {})[e["verb"]] = operation
    names = [*MODELS, "NewM"]
    schemas = {name: {"type": "object", "properties": {"id": {"type": "string"}}} for name in names}
    document = {"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": paths,
                "components": {"schemas": schemas}}
    replaced = ", ".join(f"{name} = models::{name}" for name in names)
    text = ("use models::*;\nprogenitor::generate_api!"
            f'(spec = "api.json", interface = Positional, replace = {{ {replaced} }});\n')
    dependencies = ('progenitor = "0.15.1"\nprogenitor-client = "0.15.1"\nreqwest = { version = "0.13.5", '
                    'default-features = false, features = ["json", "query", "stream"] }\nfutures = "0.3"\nbytes = "1"')
    values = {"get": '"a b", 1, 50, "t-1"', "list": '2, "x", "t-1"', "post": '"a b", "t-1", &nm()',
              "delete": '"a b", "t-1"'}
    return dependencies, text + table(ends, "Client", f"Client::new({BASE})", tid=False, values=values), json.dumps(document)


KINDS = {"null": null, "hand": hand, "perspio": perspio, "progenitor": progenitor, "feignhttp": feignhttp,
         "retroqwest": retroqwest, "retrofit-rs": retrofit_rs, "clientix": clientix}


def write(wanted):
    """Writes `KIND-N` for every pair of kind and number, and nothing that is there already as it should be."""
    def put(path, text):
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text() != text:
            path.write_text(text)
    package = '[package]\nname = "{}"\nversion = "0.0.0"\nedition = "2021"\n[dependencies]\n'
    serde = 'serde = { version = "1", features = ["derive"] }\n'
    members = ["models"]
    for kind, n in wanted:
        dependencies, source, *document = KINDS[kind](endpoints(n))
        folder = WORKSPACE / f"{kind}-{n}"
        members.append(folder.name)
        put(folder / "Cargo.toml", package.format(folder.name) + 'models = { path = "../models" }\ntokio = { version = "1", '
            'default-features = false, features = ["rt", "net", "time"] }\n' + f'{serde}serde_json = "1"\n{dependencies}\n')
        put(folder / "src/main.rs", "#![allow(dead_code, unused_imports)]\n" + source)
        for text in document:
            put(folder / "api.json", text)
    put(WORKSPACE / "models/Cargo.toml", package.format("models") + serde)
    put(WORKSPACE / "models/src/lib.rs", models())
    put(WORKSPACE / "Cargo.toml", f'[workspace]\nresolver = "2"\nmembers = {json.dumps(members)}\n')
    if not (WORKSPACE / "Cargo.lock").exists():
        shutil.copy(ROOT / "Cargo.lock", WORKSPACE)      # the same versions as in the calls


def models():
    fields = ("pub id: u64, pub name: String, pub kind: Option<String>, pub value{i}: f64, pub active: bool, "
              "pub tags: Vec<String>, pub parent: Option<u64>, pub created_at: String")
    derive = "#[derive(Debug, Clone, Serialize, Deserialize)]\n"
    text = "use serde::{Deserialize, Serialize};\n"
    for i, name in enumerate(MODELS):
        text += f"{derive}pub struct {name} {{ {fields.replace('{i}', str(i))} }}\n"
    return text + f"""{derive}pub struct NewM {{ pub name: String, pub count: u32, pub tags: Vec<String> }}
pub fn nm() -> NewM {{ NewM {{ name: "n".into(), count: 1, tags: vec![] }} }}
"""
