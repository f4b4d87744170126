'use client'
import { useVesting } from '@infinitio/chain/react'
import { address } from '@infinitio/domain'
import type { VestingWire } from '@infinitio/domain/wire'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Field } from '#web/components/ui/Field.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { gText } from '#web/parts/govern/tokenText.ts'
import type { Dao } from '#web/parts/govern/governQueries.ts'
import { useLineText } from '#web/features/govern/vesting/useLineText.ts'
import { useTranslatedRefusals } from '#web/parts/govern/useTranslatedRefusals.ts'
import { AccountText } from '#web/parts/identity/AccountText.tsx'
import { MoneyLines } from '#web/parts/transaction/MoneyLines.tsx'
import { TransactionButton } from '#web/parts/transaction/TransactionButton.tsx'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

type ReleaseFormProps = { readonly vesting: VestingWire; readonly dao: Dao }

/** Pays the vested G tokens of a genesis grant to the beneficiary of the grant. Any account may do this. */
export function ReleaseForm(props: ReleaseFormProps) {
  return (
    <WalletBoundary waiting={<Skeleton width="100%" height={200} />}>
      <Form {...props} />
    </WalletBoundary>
  )
}

function Form({ vesting: { items }, dao }: ReleaseFormProps) {
  const t = useTranslations('govern.vesting')
  const why = useTranslations('reasons')
  const lineText = useLineText()
  const queryClient = useQueryClient()
  const acts = useTranslatedRefusals(useVesting({ vesting: address(dao.contracts.vesting) }))
  const [chosen, setChosen] = useState(() => items.find(({ releasable }) => releasable !== '0')?.id ?? 0)
  const grant = items.find(({ id }) => id === chosen)
  if (grant === undefined) return null
  return (
    <Panel title={t('release')}>
      <div className="panel-body stack g4">
        <Field label={t('grant')}>
          {(names) => (
            <SelectInput {...names} value={chosen} onChange={({ target }) => setChosen(Number(target.value))}>
              {items.map(({ id, label }) => (
                <option key={id} value={id}>
                  {lineText(label)}
                </option>
              ))}
            </SelectInput>
          )}
        </Field>
        <p className="row g2 t13">
          {t('to')} <AccountText account={grant.beneficiary} />
        </p>
        <MoneyLines
          lines={[
            { name: t('network'), amount: t('one'), tone: 'small' },
            { name: t('atLeast'), amount: gText(grant.releasable), tone: 'total' },
          ]}
        />
        <p className="t12 dim">{t('anybody')}</p>
        <TransactionButton
          key={chosen}
          label={t('send')}
          reason={grant.releasable === '0' ? why('none') : null}
          send={() => acts.release(BigInt(chosen))}
          onDone={() => void queryClient.invalidateQueries({ queryKey: ['govern'] })}
        />
      </div>
    </Panel>
  )
}
