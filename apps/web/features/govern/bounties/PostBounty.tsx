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
import { FormFoot } from '#web/parts/govern/FormFoot.tsx'
import { exactGText } from '#web/parts/govern/tokenText.ts'
import { useOwnG } from '#web/parts/govern/useOwnG.ts'
import { useTranslatedRefusals } from '#web/parts/govern/useTranslatedRefusals.ts'
import { useAccountAddress } from '#web/parts/session/useAccountAddress.ts'
import { MoneyLines } from '#web/parts/transaction/MoneyLines.tsx'
import { TransactionButton } from '#web/parts/transaction/TransactionButton.tsx'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

type PostBountyProps = { readonly contracts: NonNullable<BountiesWire['contracts']>; readonly now: number; readonly onDone: () => void }

const daySeconds = 86_400
const wad = 10n ** 18n

/** Posts a bounty: the wanted work, and its reward from the account's G. */
export function PostBounty(props: PostBountyProps) {
  return (
    <WalletBoundary waiting={<Skeleton width="100%" height={320} />}>
      <Form {...props} />
    </WalletBoundary>
  )
}

type Typed = { readonly category: number; readonly reward: string; readonly open: string; readonly work: string; readonly text: string }

function Form({ contracts, now, onDone }: PostBountyProps) {
  const t = useTranslations('govern.bounties.post')
  const queryClient = useQueryClient()
  const account = useAccountAddress()
  const acts = useTranslatedRefusals(useBounties({ bounties: address(contracts.bounties), gToken: address(contracts.gToken) }, account))
  const [typed, setTyped] = useState<Typed>({ category: 0, reward: '', open: '30', work: '14', text: '' })
  const bounty = bountyOf(typed, now)
  const tForm = useTranslations('govern.form')
  const own = useOwnG(rewardOf(typed.reward) ?? 0n)
  return (
    <Panel title={t('title')}>
      <div className="panel-body stack g4">
        <PostFields typed={typed} onTyped={setTyped} />
        <MoneyLines
          lines={[
            { name: t('network'), amount: t('two'), tone: 'small' },
            ...(own.wallet === null ? [] : [{ name: tForm('wallet'), amount: own.wallet, tone: 'small' as const }]),
            { name: t('pays'), amount: exactGText(rewardOf(typed.reward) ?? 0n), tone: 'total' },
          ]}
        />
        <p className="t12 dim">{t('back')}</p>
        <FormFoot>
          <TransactionButton
            label={t('send')}
            reason={own.short ?? (bounty === null ? tForm('incomplete') : null)}
            send={() => {
              if (bounty === null) throw new Error('a bounty that is not whole has no button')
              return acts.post(bounty)
            }}
            onDone={() => {
              void queryClient.invalidateQueries({ queryKey: ['govern'] })
              onDone()
            }}
          />
        </FormFoot>
      </div>
    </Panel>
  )
}

function PostFields({ typed, onTyped }: { readonly typed: Typed; readonly onTyped: (typed: Typed) => void }) {
  const t = useTranslations('govern.bounties.post')
  const names = useTranslations('govern.bounties.category')
  const wrong = { reward: rewardOf(typed.reward) === null, open: daysOf(typed.open, 180) === null, work: daysOf(typed.work, 90) === null }
  return (
    <>
      <Field label={t('category')}>
        {(field) => (
          <SelectInput {...field} value={typed.category} onChange={({ target }) => onTyped({ ...typed, category: Number(target.value) })}>
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
          <TextArea {...field} rows={4} maxLength={1_300} value={typed.text} onChange={({ target }) => onTyped({ ...typed, text: target.value })} />
        )}
      </Field>
      {(['reward', 'open', 'work'] as const).map((key) => (
        <Field key={key} label={t(`${key}.label`)} hint={t(`${key}.hint`)} error={typed[key] !== '' && wrong[key] ? t(`${key}.wrong`) : undefined}>
          {(field) => (
            <TextInput
              {...field}
              inputMode="decimal"
              autoComplete="off"
              maxLength={30}
              suffix={key === 'reward' ? 'G' : 'd'}
              value={typed[key]}
              onChange={({ target }) => onTyped({ ...typed, [key]: target.value })}
            />
          )}
        </Field>
      ))}
    </>
  )
}

/** Returns the bounty for the contract; null until all fields are valid. */
function bountyOf({ category, text, ...typed }: Typed, now: number) {
  const [reward, open, work] = [rewardOf(typed.reward), daysOf(typed.open, 180), daysOf(typed.work, 90)]
  if (reward === null || open === null || work === null || text.trim() === '') return null
  // The contract checks the shortest and the longest allowed time in a block that is later than now. So add ten minutes to the shortest time, and subtract one
  // minute from every longer time.
  const openUntil = now + open * daySeconds + (open === 1 ? 600 : -60)
  return { category, reward, openUntil, workSeconds: work * daySeconds, text: text.trim() }
}

function rewardOf(text: string): bigint | null {
  const reward = parsePt(text) ?? 0n
  return reward >= 10n * wad && reward <= 10_000_000n * wad ? reward : null
}

function daysOf(text: string, most: number): number | null {
  const days = /^\d{1,3}$/.test(text) ? Number(text) : 0
  return days >= 1 && days <= most ? days : null
}
