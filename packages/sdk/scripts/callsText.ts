import { type EndpointDescription, endpointsByNoun, type Takes } from '@infinitio/endpoints'

/** Most codes that the comment of a call lists; the document of the API lists them all. */
const mostCodes = 6
const head = '// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.\n'

/**
 * The texts of the files in src/generated, by their names: each call in a file of its own, so that a page loads only those that it uses, and `calls.ts`, which
 * exports them all.
 */
export function callsTexts(): ReadonlyMap<string, string> {
  const groups = Object.entries<Record<string, EndpointDescription>>(endpointsByNoun)
  const calls = groups.flatMap(([group, endpoints]) =>
    Object.entries(endpoints).flatMap(([name, endpoint]) => (endpoint.takes === null ? [] : [[name, fileText({ group, name, endpoint })] as const])),
  )
  const names = calls.map(([name]) => name).sort()
  const all = names.map((name) => `export { ${name} } from './${name}.ts'\n`).join('')
  return new Map([...calls.map(([name, text]) => [`${name}.ts`, text] as const), ['calls.ts', `${head}${all}`]])
}

function fileText({ group, name, endpoint }: { group: string; name: string; endpoint: EndpointDescription }): string {
  const { method, path, summary, codes, takes } = endpoint
  const listed =
    codes.length === 0
      ? ''
      : codes.length > mostCodes
        ? ' Codes: see the document of the API.'
        : ` Codes: ${codes.map((code) => `\`${code}\``).join(', ')}.`
  const places = takes === null || (Array.isArray(takes) && takes.length === 0) ? [] : [placesOf(takes)]
  const parts = [path, method.toUpperCase(), ...places].map((part) => JSON.stringify(part)).join(', ')
  return `${head}import type { ${group} } from '@infinitio/endpoints'
import { endpointCall } from '../transport/endpointCall.ts'

/** ${summary}.${listed} */
export const ${name} = /* @__PURE__ */ endpointCall<typeof ${group}.${name}>(${parts})
`
}

/** Where each argument goes; what is optional is in the types. */
function placesOf(takes: Takes): Takes {
  return Array.isArray(takes) ? takes.map((place: string) => place.replace(/\?$/, '')) : takes
}
