import type { Endpoint } from '../endpoints/endpoint.ts'

const accessTexts: Readonly<Record<Endpoint['access'], string>> = {
  public: 'Anyone may call it without a token.',
  optional: 'Anyone may call it without a token. With the token of a session it answers for its account.',
  account: 'Needs a session of the account: its bearer token or its cookie.',
  node: 'For the agent of a machine: needs the token of `POST /nodes/session`.',
  local: 'Only for a market that `npm start` runs: needs its local token in the header, from the same machine.',
}

/** Returns the description of an operation in Markdown: its summary, who may call it, its limits, and how to repeat it. */
export function operationText(endpoint: Endpoint): string {
  const { summary, access, cost, extraCost, answerType } = endpoint
  const parts = [
    `${summary}.`,
    accessTexts[access],
    keyText(endpoint),
    `It takes ${cost} of the tokens in the \`ratelimit\` headers${extraCost === null ? '.' : ', and more for a larger body.'}`,
    bodyText(endpoint),
    endpoint.idempotent ? 'Send an `Idempotency-Key` to repeat it safely: it is done once, and each repetition gets the same answer.' : null,
    answerType === 'text/event-stream' ? 'The answer is a stream of server-sent events.' : null,
    answerType === 'application/x-ndjson' ? 'The answer has one JSON row per line.' : null,
  ]
  return parts.filter((part) => part !== null).join(' ')
}

function keyText({ access, keyRight }: Endpoint): string | null {
  if (access !== 'account') return null
  if (keyRight === null) return 'A session of an API key is refused.'
  return keyRight === 'any' ? 'A session of an API key may call it too.' : 'A session of an API key may call it for leases that this key rented.'
}

function bodyText({ body, mostBytes }: Endpoint): string | null {
  return body === null ? null : `The body has up to ${mostBytes / 1_024} KiB of JSON.`
}
