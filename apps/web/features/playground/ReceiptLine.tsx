'use client'
import type { PaidReceipt } from '@infinitio/sdk/services'
import { CircleCheck, Lock } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { CodeLine } from '#web/components/ui/CodeLine.tsx'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { exactPtText } from '#web/parts/govern/tokenText.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'

const msPerSecond = 1_000

/** Shows that this page checked the receipt of an answer, with the service, tokens, speed and cost. */
export function ReceiptLine({ paid, onOpen }: { readonly paid: PaidReceipt; readonly onOpen: () => void }) {
  const t = useTranslations('playground.receipt')
  const { receipt, service, firstMs, wholeMs, isSealed } = paid
  const { input, cached, output } = receipt.units
  const speed = wholeMs > firstMs ? (output * msPerSecond) / (wholeMs - firstMs) : null
  return (
    <p className="prcpt">
      <CircleCheck className="i s go" aria-hidden />
      <b className="go">{t('valid')}</b>
      {isSealed && (
        <span>
          <Lock className="i s" aria-hidden /> {t('encrypted')}
        </span>
      )}
      <span className="mono">{shortHex(service)}</span>
      <span>{t('tokens', { input, cached, output })}</span>
      <span>{t('first', { seconds: firstMs / msPerSecond })}</span>
      {speed !== null && <span>{t('speed', { speed: Math.round(speed) })}</span>}
      <b>{exactPtText(receipt.cost)}</b>
      <button type="button" className="link" onClick={onOpen}>
        {t('open')}
      </button>
    </p>
  )
}

/** Shows all fields of a receipt, and its signed text for other programs. */
export function ReceiptDialog({ paid, ledger, onClose }: { readonly paid: PaidReceipt; readonly ledger: string; readonly onClose: () => void }) {
  const t = useTranslations('playground.receipt')
  const { receipt, terms, service, text, isSealed } = paid
  const { units } = receipt
  const rows: readonly (readonly [string, string])[] = [
    [t('field.service'), service],
    [t('field.signer'), terms.responseKey],
    [t('field.ledger'), ledger],
    [t('field.channel'), receipt.channel],
    [t('field.number'), String(receipt.n)],
    [t('field.previous'), receipt.previous],
    [t('field.terms'), receipt.terms],
    ...(isSealed ? ([[t('field.privacy'), t('privacyText')]] as const) : []),
    [t('field.request'), receipt.request],
    [t('field.response'), receipt.response],
    [t('field.tokens'), t('units', units)],
    [t('field.cost'), exactPtText(receipt.cost)],
    [t('field.spent'), exactPtText(receipt.spent)],
  ]
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('title')} description={t('text')}>
      <dl className="preceipt">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className={value.startsWith('0x') ? 'mono' : undefined}>{value}</dd>
          </div>
        ))}
      </dl>
      <CodeLine text={text} label={t('copy')} doneLabel={t('copied')} wrap />
    </Dialog>
  )
}
