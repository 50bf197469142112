//! The HTTP server: sockets in, requests to the state, answers out.

use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{Method, Request, Response, StatusCode};
use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use super::inject::End;
use super::page;
use super::payload::{Cut, Payload};
use super::state::Shared;
use crate::time;

/// The longest body that is read, in bytes.
pub(super) const BODY: usize = 1024 * 1024;

/// How much more is read and thrown away, in bytes, so that a client can finish sending and see the 413.
const DISCARDED: usize = 16 * 1024 * 1024;

/// Serves until it is dropped, and its connections with it.
pub(super) async fn run(listener: TcpListener, shared: Arc<Shared>) {
    let mut connections = JoinSet::new();
    loop {
        match listener.accept().await {
            Ok((stream, _)) => drop(connections.spawn(serve(stream, Arc::clone(&shared)))),
            // Such as too many open files, which may pass.
            Err(_) => time::sleep(Duration::from_millis(10)).await,
        }
        while connections.try_join_next().is_some() {}
    }
}

async fn serve(stream: TcpStream, shared: Arc<Shared>) {
    // Without it an answer may be held back for some 40 ms; not having it is no fault.
    let _ = stream.set_nodelay(true);
    let service = service_fn(|request| answer(&shared, request));
    // A connection ends in an error whenever it is cut, here or by the client.
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
}

async fn answer(shared: &Shared, request: Request<Incoming>) -> Result<Response<Payload>, Cut> {
    let (head, body) = request.into_parts();
    if let Some(page) = page::answer(&shared.lock(), &head, time::now()) {
        return Ok(page.map(Payload::whole));
    }
    let is_head = head.method == Method::HEAD;
    let (body, whole) = read(body).await?;
    let (serial, action) = shared.lock().receive(head, body, whole);
    let mut under_way = UnderWay { shared, serial, status: None };
    time::sleep(action.wait).await;
    let reply = match action.end {
        End::Send(reply) => reply.map(Payload::whole),
        End::Half(reply) if !is_head && !reply.body().is_empty() => reply.map(Payload::half),
        End::Half(_) | End::Cut => return Err(Cut),
    };
    under_way.status = Some(reply.status());
    Ok(reply)
}

/// A request that ends when this is dropped, be it because the client hung up.
struct UnderWay<'s> {
    shared: &'s Shared,
    serial: u64,
    status: Option<StatusCode>,
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.shared.lock().ended(self.serial, self.status);
    }
}

/// The body up to the bound, and whether that is all.
async fn read(mut body: Incoming) -> Result<(Bytes, bool), Cut> {
    let mut kept = BytesMut::new();
    let mut length = 0_usize;
    while let Some(frame) = body.frame().await {
        let Ok(mut piece) = frame.map_err(|_| Cut)?.into_data() else { continue };
        length = length.saturating_add(piece.len());
        piece.truncate(BODY - kept.len());
        kept.extend_from_slice(&piece);
        if length > BODY + DISCARDED {
            break;
        }
    }
    Ok((kept.freeze(), length <= BODY))
}
