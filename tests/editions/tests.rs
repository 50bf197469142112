use perspio_runtime::Client;

use crate::{bare, odd};

fn client() -> Client {
    Client::builder().base_url("http://127.0.0.1:1").build().unwrap()
}

fn shown(endpoints: &[perspio_runtime::Endpoint]) -> Vec<String> {
    endpoints.iter().map(ToString::to_string).collect()
}

#[test]
fn tables_are_the_same_without_the_prelude() {
    macro_rules! tables {
        ($($($name:ident)::+;)*) => {
            [$((shown(odd::$($name)::+::ENDPOINTS), shown(bare::odd::$($name)::+::ENDPOINTS))),*]
        };
    }
    let tables = tables! {
        names::TypeClient; names::Final; names::CasesClient; names::Output; names::__;
        generics::CrudClient; attributes::LiteralsClient; conditions::EitherClient; defaults::EmptyClient;
        parameters::ManyClient; results::StatusesClient; made_by_macros::TokensClient; nested::FromHere;
    };
    for (odd, bare) in tables {
        assert_eq!(odd, bare);
    }
    assert_eq!(shown(odd::names::TypeClient::ENDPOINTS), ["GET /{struct}/{type}/{async}/{try}", "GET /{struct}/{dyn}"]);
    assert_eq!(shown(odd::own::RootClient::ENDPOINTS), ["GET /assets/v3"]);
    assert_eq!(shown(odd::attributes::LiteralsClient::ENDPOINTS), ["GET /raw/a/b/{id}"]);
    assert_eq!(shown(odd::conditions::EitherClient::ENDPOINTS), ["GET /test/{id}"]);
    assert_eq!(shown(odd::parameters::ManyClient::ENDPOINTS), ["DELETE /{a}/of/{b}/{c}.{d}-{e}~{f}{g}"]);
    assert_eq!(shown(odd::made_by_macros::TokensClient::ENDPOINTS), ["POST /of/tokens/{type}", "GET /of/"]);
    assert_eq!(shown(odd::made_by_macros::in_expression(client())), ["HEAD /in/expression"]);
    assert_eq!(odd::names::CasesClient::ENDPOINTS.len(), 5);
    assert!(odd::defaults::EmptyClient::ENDPOINTS.is_empty());
    assert!(odd::conditions::NothingLeftClient::ENDPOINTS.is_empty());
}
