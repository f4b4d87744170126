import type { TypedData } from '@infinitio/domain'
import { useTranslations } from 'next-intl'
import { useState } from 'react'

/** Shows the number of signatures below the sign button. One click shows the exact EIP-712 data that the wallet gets. */
export function TypedDataFoot({ signatures, data }: { readonly signatures: number; readonly data: TypedData }) {
  const t = useTranslations('book.sign')
  const [isShown, setIsShown] = useState(false)
  return (
    <>
      <p className="row between t12 dim">
        <span>{t('signatures', { count: signatures })}</span>
        <button type="button" className="link" aria-expanded={isShown} onClick={() => setIsShown(!isShown)}>
          {t(isShown ? 'hideTypedData' : 'showTypedData')}
        </button>
      </p>
      {isShown && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard.
        <pre className="mono t12 max-h-72 overflow-auto rounded-control bg-surface-2 p-3" tabIndex={0}>
          {textOf(data)}
        </pre>
      )}
    </>
  )
}

function textOf({ domain, primaryType, message }: TypedData): string {
  return JSON.stringify({ domain, primaryType, message }, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value), 2)
}
