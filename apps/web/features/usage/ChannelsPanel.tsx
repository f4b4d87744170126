'use client'
import type { ChannelWire } from '@infinitio/domain/wire'
import { address, channelOfWire, storedEvidence, storedFigures } from '@infinitio/sdk/services'
import { Download, Layers } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Badge } from '#web/components/ui/Badge.tsx'
import { Button } from '#web/components/ui/Button.tsx'
import { ReleasePanel } from '#web/features/usage/ReleasePanel.tsx'
import type { Usage } from '#web/features/usage/readUsage.ts'
import type { UsageActs } from '#web/features/usage/usageActs.ts'
import { saveFile } from '#web/parts/download/saveFile.ts'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { ActPanel } from '#web/parts/govern/ActPanel.tsx'
import { ListPanel } from '#web/parts/govern/ListPanel.tsx'
import { exactAssetText } from '#web/parts/govern/tokenText.ts'

type Step = 'exit' | 'finish' | null

/** The number of characters of a channel's ID in the name of a file: 0x and four bytes. */
const fileIdLength = 10

/**
 * Lists the payment channels of the account, with the amount that the service has charged and the amount that is left. A channel that the account can leave now
 * has a button for leaving it. Before the signature, the form below shows all amounts.
 */
export function ChannelsPanel(props: UsageActs) {
  const t = useTranslations('usage.channels')
  const [chosen, setChosen] = useState<string | null>(null)
  const { usage } = props
  const { payer, now } = usage
  const channel = payer.channels.find((one) => one.channel === chosen)
  return (
    <>
      <ListPanel
        title={t('title')}
        empty={{ icon: Layers, title: t('empty'), text: t('emptyText') }}
        more={null}
        columns={[{ name: t('model') }, { name: t('settled'), className: 'n' }, { name: t('left'), className: 'n' }, { name: t('state') }]}
        rows={payer.channels.map((one) => (
          <ChannelRow key={one.channel} channel={one} now={now} usage={usage} onChoose={() => setChosen(one.channel)} />
        ))}
      />
      {channel !== undefined && mayRelease(channel) && <ReleasePanel key={`release ${channel.channel}`} channel={channel} {...props} />}
      {channel !== undefined && <LeavePanel key={channel.channel} channel={channel} {...props} />}
    </>
  )
}

type RowProps = { readonly channel: ChannelWire; readonly now: number; readonly usage: Usage; readonly onChoose: () => void }

function ChannelRow({ channel, now, usage, onChoose }: RowProps) {
  const t = useTranslations('usage.channels')
  const unsettled = unsettledOf(channel, usage)
  const evidence = evidenceOf(channel, usage)
  const step = stepOf(channel, now)
  return (
    <tr>
      <td>
        {channel.offeredModel ?? t('unread')}
        <div className="t12 dim mono">{shortHex(channel.key)}</div>
      </td>
      <td className="n">
        {exactAssetText(channel, BigInt(channel.settled))}
        {unsettled > 0n && <div className="t12 dim">{t('unsettled', { amount: exactAssetText(channel, unsettled) })}</div>}
        {channel.royaltyTo !== null && <div className="t12 dim">{t('royalty', { amount: exactAssetText(channel, BigInt(channel.royalty)) })}</div>}
      </td>
      <td className="n">{exactAssetText(channel, leftOf(channel))}</td>
      <td>
        {channel.exitAt === null ? (
          <Badge tone={leftOf(channel) > 0n ? 'final' : 'plain'}>{t(leftOf(channel) > 0n ? 'open' : 'closed')}</Badge>
        ) : (
          <Badge tone="pending">{step === 'finish' ? t('over') : t('exits', { moment: dayMinuteText(channel.exitAt) })}</Badge>
        )}{' '}
        {step !== null && (
          <Button size="sm" onClick={onChoose}>
            {t(`choose.${step}`)}
          </Button>
        )}
        {evidence !== '' && (
          <Button
            tone="ghost"
            size="sm"
            title={t('evidenceText')}
            onClick={() => saveFile({ name: `receipts-${channel.channel.slice(0, fileIdLength)}.log`, text: evidence })}
          >
            <Download className="i s" aria-hidden />
            {t('evidence')}
          </Button>
        )}
      </td>
    </tr>
  )
}

function LeavePanel({ channel, usage: { now }, acts, onDone }: UsageActs & { readonly channel: ChannelWire }) {
  const t = useTranslations('usage.channels')
  const step = stepOf(channel, now)
  if (step === null) return null
  const left = exactAssetText(channel, leftOf(channel))
  const until = step === 'exit' ? now + channel.lockSeconds : now
  return (
    <ActPanel
      title={t(`titles.${step}`, { model: channel.offeredModel ?? shortHex(channel.service) })}
      text={t(`text.${step}`, { moment: dayMinuteText(until) })}
      lines={[
        { name: t('network'), amount: t('one'), tone: 'small' },
        { name: t('settled'), amount: exactAssetText(channel, BigInt(channel.settled)), tone: 'small' },
        { name: t(`line.${step}`), amount: left, tone: 'total' },
      ]}
      label={t(`send.${step}`)}
      once
      send={() => {
        const facts = channelOfWire(channel)
        return step === 'exit' ? acts.exit({ channel: facts, serial: channel.serial }) : acts.finish(facts)
      }}
      onDone={onDone}
    />
  )
}

/**
 * Returns the next step with which the payer leaves a channel: `exit` starts leaving, and `finish` completes it after a waiting time. Returns null during the
 * waiting time, and if no exit has begun and no money is left.
 */
function stepOf({ exitAt, ...channel }: ChannelWire, now: number): Step {
  if (exitAt !== null) return now >= exitAt ? 'finish' : null
  return leftOf(channel) > 0n ? 'exit' : null
}

/**
 * Returns true if the service of a channel can close it at once: the channel has money left, and no exit has begun. Services accept such requests only for
 * channels with a key of the curve secp256k1.
 */
function mayRelease(channel: ChannelWire): boolean {
  return channel.exitAt === null && channel.curve === 'secp256k1' && leftOf(channel) > 0n
}

function leftOf({ deposited, settled }: Pick<ChannelWire, 'deposited' | 'settled'>): bigint {
  return BigInt(deposited) - BigInt(settled)
}

/**
 * Returns the amount that this browser has signed for answers of the service and that the service has not settled on the chain yet. Returns 0 if the channel's
 * key is in another browser.
 */
function unsettledOf({ payer, key, service, asset, serial, settled }: ChannelWire, { chainId, ledger }: Usage): bigint {
  if (typeof window === 'undefined') return 0n
  const stored = storedFigures(window.localStorage, { place: { chainId, ledger, payer: address(payer) }, service, asset, key })
  return stored === null || stored.serial !== serial || stored.owed < BigInt(settled) ? 0n : stored.owed - BigInt(settled)
}

/** Returns the vouchers and receipts of a channel that this browser keeps; an empty text if there are none, or if the channel's key is in another browser. */
function evidenceOf({ payer, key, service, asset }: ChannelWire, { chainId, ledger }: Usage): string {
  if (typeof window === 'undefined') return ''
  return storedEvidence(window.localStorage, { place: { chainId, ledger, payer: address(payer) }, service, asset, key })
}
