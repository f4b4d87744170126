'use client'
import { address, assetUnits, type ChannelFacts, channelIdOf, parseAddress, serviceId } from '@infinitio/domain'
import type { ServiceWire } from '@infinitio/domain/wire'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Field } from '#web/components/ui/Field.tsx'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { readChannel } from '#web/features/usage/readUsage.ts'
import type { UsageActs } from '#web/features/usage/usageActs.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { balanceText } from '#web/parts/format/sumTexts.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { ActPanel } from '#web/parts/govern/ActPanel.tsx'
import { AddressField } from '#web/parts/govern/AddressField.tsx'
import { exactPtText } from '#web/parts/govern/tokenText.ts'
import { servicesQuery } from '#web/parts/services/servicesQuery.ts'
import { AmountField } from '#web/parts/wallet/AmountField.tsx'
import { parseAmount } from '#web/parts/wallet/stableAmount.ts'

const secondsPerHour = 3_600

/**
 * A form that pays from the prepaid balance into a payment channel to a service: it opens a new channel or adds to an open one. Shows nothing while no service
 * is registered.
 */
export function FundPanel(props: UsageActs & { readonly account: string }) {
  const list = useInfiniteQuery(servicesQuery(browserApi))
  const services = list.data?.pages.flatMap(({ items }) => items.filter(({ hidden }) => hidden === null)) ?? []
  return services.length === 0 ? null : <FundForm services={services} {...props} />
}

function FundForm({ services, usage, account, acts, onDone }: UsageActs & { readonly services: readonly ServiceWire[]; readonly account: string }) {
  const t = useTranslations('usage.fund')
  const kinds = useTranslations('filesName')
  const [chosen, setChosen] = useState<string | null>(null)
  const [typed, setTyped] = useState({ key: '', amount: '' })
  const service = services.find((one) => one.service === chosen) ?? services[0]
  const key = parseAddress(typed.key.trim())
  const amount = parseAmount(typed.amount)
  const isTooMuch = amount !== null && amount > usage.free
  const needs = key === null ? 'needs.key' : 'needs.amount'
  const isReady = service !== undefined && key !== null && amount !== null && amount > 0n && !isTooMuch
  return (
    <ActPanel
      title={t('title')}
      text={t('text')}
      lines={[
        { name: t('network'), amount: t('one'), tone: 'small' },
        { name: t('lock'), amount: t('hours', { hours: (service?.lockSeconds ?? 0) / secondsPerHour }), tone: 'small' },
        { name: t('line'), amount: exactPtText(isReady ? amount : 0n), tone: 'total' },
      ]}
      label={t('send')}
      reason={isReady ? null : t(needs)}
      send={async () => {
        if (service === undefined || key === null || amount === null) throw new Error('a form that is not whole has no button')
        const payer = address(account.toLowerCase())
        const channel: ChannelFacts = { payer, key, curve: 'secp256k1', service: serviceId(service.service), asset: 'PToken' }
        const { serial, deposited } = await readChannel(channelIdOf(channel))
        return acts.fund({ channel, serial, total: assetUnits(deposited + amount) })
      }}
      onDone={() => {
        setTyped({ key: '', amount: '' })
        onDone()
      }}
    >
      <Field label={t('service')}>
        {(names) => (
          <SelectInput {...names} value={service?.service} onChange={({ target }) => setChosen(target.value)}>
            {services.map(({ service: id, offer, files }) => (
              <option key={id} value={id}>
                {offer?.model ?? kinds(files?.kind ?? 'unread')} · {shortHex(id)}
              </option>
            ))}
          </SelectInput>
        )}
      </Field>
      <AddressField label={t('key')} hint={t('keyHint')} value={typed.key} onValue={(value) => setTyped({ ...typed, key: value })} />
      <AmountField
        label={t('amount')}
        hint={t('most', { amount: balanceText(usage.free) })}
        error={isTooMuch ? t('tooMuch', { amount: balanceText(usage.free) }) : undefined}
        text={typed.amount}
        onText={(value) => setTyped({ ...typed, amount: value })}
        most={usage.free}
        unit="PT"
      />
    </ActPanel>
  )
}
