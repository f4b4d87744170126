'use client'
import { address, storedReceipts } from '@infinitio/sdk/services'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { type Answer, answersByDay, type AnswersOfDay } from '#web/features/usage/answersByDay.ts'
import type { Usage } from '#web/features/usage/readUsage.ts'
import { clockText, utcDayText } from '#web/parts/format/clockText.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { exactAssetText } from '#web/parts/govern/tokenText.ts'

const [secondsPerDay, msPerSecond] = [86_400, 1_000]

/**
 * Lists the answers that this browser paid for, grouped by day, key and model. One click shows each answer with its tokens and its price. Shows nothing if the
 * browser has no receipt.
 */
export function AnswersPanel({ usage }: { readonly usage: Usage }) {
  const t = useTranslations('usage.answers')
  const groups = answersByDay(usage.payer.channels.map((channel) => ({ channel, answers: answersOf(channel, usage) })))
  if (groups.length === 0) return null
  return (
    <Panel title={t('title')}>
      <p className="panel-body t13 dim">{t('text')}</p>
      {groups.map((group) => (
        <DayOfAnswers key={`${group.day}/${group.channel.channel}`} group={group} />
      ))}
    </Panel>
  )
}

function DayOfAnswers({ group: { day, channel, answers, tokens, cost } }: { readonly group: AnswersOfDay }) {
  const t = useTranslations('usage.answers')
  const model = channel.offeredModel ?? shortHex(channel.service)
  return (
    <details className="border-t border-(--border) t13">
      <summary className="cursor-pointer px-4 py-3">
        <b className="strong">{model}</b>{' '}
        {t('summary', { day: utcDayText(day * secondsPerDay), count: answers.length, tokens, price: exactAssetText(channel, cost) })}{' '}
        <span className="mono dim">{shortHex(channel.key)}</span>
      </summary>
      <table className="table">
        <TableHead columns={[{ name: t('time') }, { name: t('tokens'), className: 'n' }, { name: t('price'), className: 'n' }]} />
        <tbody>
          {answers.map(({ endedMs, input, output, cost: price }) => (
            <tr key={endedMs}>
              <td>{clockText(Math.floor(endedMs / msPerSecond))}</td>
              <td className="n">{t('inOut', { input, output })}</td>
              <td className="n">{exactAssetText(channel, price)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}

/** Returns the answers of a channel whose receipts this browser keeps; none if the channel's key is in another browser. */
function answersOf({ payer, key, service, asset }: Usage['payer']['channels'][number], { chainId, ledger }: Usage): Answer[] {
  if (typeof window === 'undefined') return []
  const receipts = storedReceipts(window.localStorage, { place: { chainId, ledger, payer: address(payer) }, service, asset, key })
  return receipts.map(({ endedMs, units: { input, output }, cost }) => ({ endedMs, input, output, cost }))
}
