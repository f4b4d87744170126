import type { TypedData } from '@infinitio/domain'

/** The EIP-712 data exactly as the wallet gets it. */
export function TypedDataView({ data }: { readonly data: TypedData }) {
  const text = JSON.stringify(
    { domain: data.domain, primaryType: data.primaryType, message: data.message },
    (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value),
    2,
  )
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard.
    <pre className="mono t12 max-h-72 overflow-auto rounded-control bg-surface-2 p-3" tabIndex={0}>
      {text}
    </pre>
  )
}
