import { type EndpointDescription, endpointsByNoun } from '@infinitio/endpoints'

/** Most codes that the comment of a call lists; the document of the API lists them all. */
const mostCodes = 6

/** The text of src/generated/calls.ts: the call of each endpoint that has one, by the noun that describes it. */
export function callsText(): string {
  const groups = Object.entries<Record<string, EndpointDescription>>(endpointsByNoun)
  const names = groups.map(([group]) => group).sort()
  const calls = groups
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([group, endpoints]) => Object.entries(endpoints).flatMap(([name, endpoint]) => callText({ group, name, endpoint })))
  return `// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { ${names.join(', ')} } from '@infinitio/endpoints'
import { endpointCall } from '../client/endpointCall.ts'
${calls.join('')}`
}

function callText({ group, name, endpoint }: { group: string; name: string; endpoint: EndpointDescription }): string[] {
  const { method, path, summary, codes, takes } = endpoint
  if (takes === null) return []
  const listed =
    codes.length === 0
      ? ''
      : codes.length > mostCodes
        ? ' Codes: see the document of the API.'
        : ` Codes: ${codes.map((code) => `\`${code}\``).join(', ')}.`
  const parts = [method.toUpperCase(), path, takes].map((part) => JSON.stringify(part)).join(', ')
  return [`\n/** ${summary}.${listed} */\nexport const ${name} = /* @__PURE__ */ endpointCall<typeof ${group}.${name}>(${parts})\n`]
}
