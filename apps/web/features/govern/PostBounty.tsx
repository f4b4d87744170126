'use client'
import { useBounties } from '@infinitio/chain/react'
import { address, bountyCategories, parsePt } from '@infinitio/domain'
import type { BountiesWire } from '@infinitio/domain/wire'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Field } from '#web/components/ui/Field.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { TextArea } from '#web/components/ui/TextArea.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { exactGText } from '#web/features/govern/gText.ts'
import { useSpokenRefusals } from '#web/features/govern/useSpokenRefusals.ts'
import { useAccount } from '#web/features/session/useAccount.ts'
import { MoneyLines } from '#web/features/wallet/MoneyLines.tsx'
import { TransactionButton } from '#web/features/wallet/TransactionButton.tsx'
import { WalletBoundary } from '#web/features/wallet-connection/WalletBoundary.tsx'

type PostBountyProps = { readonly contracts: NonNullable<BountiesWire['contracts']>; readonly now: number }

const daySeconds = 86_400
const wad = 10n ** 18n

/** Posts a bounty: what is wanted, and its reward in G of one's own. */
export function PostBounty(props: PostBountyProps) {
  return (
    <WalletBoundary waiting={<Skeleton width="100%" height={320} />}>
      <Form {...props} />
    </WalletBoundary>
  )
}

function Form({ contracts, now }: PostBountyProps) {
  const t = useTranslations('govern.bounties.post')
  const names = useTranslations('govern.bounties.category')
  const queryClient = useQueryClient()
  const account = useAccount() ?? ''
  const acts = useSpokenRefusals(
    useBounties({ bounties: address(contracts.bounties), panels: address(contracts.panels), gToken: address(contracts.gToken) }, address(account)),
  )
  const [category, setCategory] = useState(0)
  const [typed, setTyped] = useState({ reward: '', open: '30', work: '14', text: '' })
  const reward = parsePt(typed.reward) ?? 0n
  const [open, work] = [daysOf(typed.open, 180), daysOf(typed.work, 90)]
  const isReward = reward >= 10n * wad && reward <= 10_000_000n * wad
  const isWhole = isReward && open !== null && work !== null && typed.text.trim() !== ''
  const input = (field: 'reward' | 'open' | 'work', isWrong: boolean) => (
    <Field label={t(`${field}.label`)} hint={t(`${field}.hint`)} error={typed[field] !== '' && isWrong ? t(`${field}.wrong`) : undefined}>
      {(field_) => (
        <TextInput
          {...field_}
          inputMode="decimal"
          autoComplete="off"
          maxLength={30}
          suffix={field === 'reward' ? 'G' : 'd'}
          value={typed[field]}
          onChange={({ target }) => setTyped({ ...typed, [field]: target.value })}
        />
      )}
    </Field>
  )
  return (
    <Panel title={t('title')}>
      <div className="panel-body stack g4">
        <Field label={t('category')}>
          {(field) => (
            <SelectInput {...field} value={category} onChange={({ target }) => setCategory(Number(target.value))}>
              {bountyCategories.map((one, place) => (
                <option key={one} value={place}>
                  {names(one)}
                </option>
              ))}
            </SelectInput>
          )}
        </Field>
        <Field label={t('text.label')} hint={t('text.hint')}>
          {(field) => (
            <TextArea
              {...field}
              rows={4}
              maxLength={1_300}
              value={typed.text}
              onChange={({ target }) => setTyped({ ...typed, text: target.value })}
            />
          )}
        </Field>
        {input('reward', !isReward)}
        {input('open', open === null)}
        {input('work', work === null)}
        <MoneyLines
          lines={[
            { name: t('network'), amount: t('two'), tone: 'small' },
            { name: t('pays'), amount: exactGText(isReward ? reward : 0n), tone: 'total' },
          ]}
        />
        <p className="t12 dim">{t('back')}</p>
        <TransactionButton
          label={t('send')}
          disabled={!isWhole}
          send={() =>
            acts.post({
              ...{ category, reward, text: typed.text.trim(), workSeconds: (work ?? 0) * daySeconds },
              // The most is counted from the block that takes it: a minute less always fits.
              openUntil: now + (open ?? 0) * daySeconds + (open === 1 ? 600 : -60),
            })
          }
          onDone={() => {
            setTyped({ ...typed, text: '', reward: '' })
            void queryClient.invalidateQueries({ queryKey: ['govern'] })
          }}
        />
      </div>
    </Panel>
  )
}

function daysOf(text: string, most: number): number | null {
  const days = /^\d{1,3}$/.test(text) ? Number(text) : 0
  return days >= 1 && days <= most ? days : null
}
