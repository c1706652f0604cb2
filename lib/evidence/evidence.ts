/**
 * What sources say of requests, in one form and one spelling, whatever the source: Security Events (GraphQL, the
 * dashboard's export, Logpush, Log Explorer), rows of the request log, answers as a client saw them (`curl`, HAR) and the
 * origin's own logs. Nothing in it is trusted: every text may come from an attacker.
 */
export interface Evidence {
  readonly events: readonly SecurityEvent[];
  readonly requests: readonly LoggedRequest[];
  readonly answers: readonly ClientAnswer[];
  readonly originEntries: readonly OriginEntry[];
  readonly originErrors: readonly OriginError[];
  /** What could not be read, or was left out, by source. */
  readonly skipped: Skipped;
}

/** Where a piece of evidence stands, for sentences: `events.ndjson line 12`, `export.har entry 3`. */
export interface Place {
  readonly source: string;
  /** Counted from 1; a line of a text, an entry of a list. */
  readonly line?: number;
}

/** One match of a request by a rule or a product of Cloudflare. */
export interface SecurityEvent {
  readonly place: Place;
  /** The ray id without the data centre, lower case; `undefined` if the source does not say. */
  readonly ray: string | undefined;
  /** Milliseconds since 1970. */
  readonly time: number | undefined;
  /** As the Rulesets API spells it where it has the action: `block`, `managed_challenge`, `js_challenge`, `log`, `skip`. */
  readonly action: string;
  /** As GraphQL spells it: `firewallManaged`, `firewallCustom`, `rateLimit`, `botFight`. */
  readonly source: string;
  readonly rulesetId: string | undefined;
  readonly ruleId: string | undefined;
  readonly ref: string | undefined;
  /** The rule's description; Cloudflare cuts it at 128 bytes. */
  readonly description: string | undefined;
  /**
   * Its place among the matches of one request, as the source counts it: 0 is the last match, which decided; a higher one
   * matched before.
   */
  readonly matchIndex: number | undefined;
  readonly request: RequestFacts;
  /** 0 if the origin was not asked. */
  readonly originStatus: number | undefined;
  readonly edgeStatus: number | undefined;
  /** How many events this one stands for: Cloudflare samples. At least 1. */
  readonly sampleInterval: number;
  /** Cloudflare's WAF attack score, 1 (an attack) to 99 (clean). */
  readonly attackScore: number | undefined;
  /** What Cloudflare makes of the score: `attack`, `likely_attack`, `likely_clean` or `clean`. */
  readonly attackClass: string | undefined;
  readonly metadata: ReadonlyMap<string, string>;
  /** The request whose Worker sent this one. */
  readonly originatorRay: string | undefined;
}

/** What a request was, as far as a source says. */
export interface RequestFacts {
  /** As sent, without a port that the scheme implies. */
  readonly host: string | undefined;
  readonly method: string | undefined;
  readonly scheme: 'http' | 'https' | undefined;
  /** Without the query. */
  readonly path: string | undefined;
  /** Without the `?`; empty if there is none. */
  readonly query: string | undefined;
  readonly clientIp: string | undefined;
  readonly clientAsn: number | undefined;
  readonly country: string | undefined;
  readonly userAgent: string | undefined;
}

/** A row of Logpush's `http_requests`. */
export interface LoggedRequest {
  readonly place: Place;
  readonly ray: string | undefined;
  /** The request whose Worker sent this one. */
  readonly parentRay: string | undefined;
  readonly time: number | undefined;
  readonly request: RequestFacts;
  /** What the client was answered. */
  readonly edgeStatus: number | undefined;
  /** 0: no answer of an origin to this very request. */
  readonly originStatus: number | undefined;
  /** Whether the row has the fields of security at all: a Logpush job selects its fields. */
  readonly hasSecurity: boolean;
  /** Whether it has the field of the terminating action. */
  readonly hasSecurityAction: boolean;
  /** The terminating action; `undefined` if there was none. */
  readonly securityAction: string | undefined;
  readonly securityRuleId: string | undefined;
  readonly securityRuleDescription: string | undefined;
  /** All that matched, in parallel with each other. */
  readonly securityMatches: readonly {
    readonly action: string;
    readonly ruleId: string | undefined;
    readonly source: string | undefined;
  }[];
  readonly attackScore: number | undefined;
  readonly sampleInterval: number;
  /** Further fields that tell of Workers, the cache and the edge's pathing, by Cloudflare's names. */
  readonly fields: ReadonlyMap<string, string>;
}

/** An answer as a client received it. */
export interface ClientAnswer {
  readonly place: Place;
  readonly time: number | undefined;
  readonly request: RequestFacts;
  readonly status: number;
  /** Names in lower case; several values of a name joined by `, `. */
  readonly headers: ReadonlyMap<string, string>;
  readonly ray: string | undefined;
  /** The name that TLS was asked for, where the source says it: an edge refuses a `Host` that is another. */
  readonly sni: string | undefined;
  /** It follows a redirect without a length, whose body it may be: a body can say anything. */
  readonly mayBeOfBody: boolean;
  /** At most its first 64 KiB; `undefined` if the source does not have it, or it is no text. */
  readonly body: string | undefined;
}

/** A line of the origin's access log. */
export interface OriginEntry {
  readonly place: Place;
  readonly ray: string | undefined;
  readonly time: number | undefined;
  readonly request: RequestFacts;
  readonly status: number | undefined;
  /** What the application behind it answered, where the log says so: nginx's `$upstream_status`. */
  readonly upstreamStatus: number | undefined;
  /** The line has the form of an origin's log, and a client or the edge may have written it as well. */
  readonly mayBeOfOthers: boolean;
}

/** A line of the origin's error log. */
export interface OriginError {
  readonly place: Place;
  readonly time: number | undefined;
  /** nginx, gunicorn, ... */
  readonly program: string;
  readonly message: string;
  readonly request: RequestFacts;
}

/** What was not read. */
export interface Skipped {
  /** Lines or entries that could not be read. */
  readonly lines: number;
  /** The first of them. */
  readonly first: readonly { readonly place: Place; readonly why: string }[];
}

/** Takes pieces of evidence one by one, in the order in which they are read: what it does not keep needs no memory. */
export interface EvidenceVisitor {
  event(event: SecurityEvent): void;
  request(request: LoggedRequest): void;
  answer(answer: ClientAnswer): void;
  originEntry(entry: OriginEntry): void;
  originError(error: OriginError): void;
  /** A line or an entry that could not be read. */
  broken(place: Place, why: string): void;
}
