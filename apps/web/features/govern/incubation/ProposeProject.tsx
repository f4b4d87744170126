'use client'
import { useProjects } from '@infinitio/chain/react'
import { address } from '@infinitio/domain'
import type { ProjectsWire } from '@infinitio/domain/wire'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Field } from '#web/components/ui/Field.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { TextArea } from '#web/components/ui/TextArea.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { AddressField } from '#web/parts/govern/AddressField.tsx'
import { FormFoot } from '#web/parts/govern/FormFoot.tsx'
import { exactGText } from '#web/parts/govern/tokenText.ts'
import { fundingDays, isMilestoneWrong, mostMilestones, projectDraft, type TypedProject } from '#web/features/govern/incubation/projectDraft.ts'
import { useTranslatedRefusals } from '#web/parts/govern/useTranslatedRefusals.ts'
import { useAccountAddress } from '#web/parts/session/useAccountAddress.ts'
import { MoneyLines } from '#web/parts/transaction/MoneyLines.tsx'
import { TransactionButton } from '#web/parts/transaction/TransactionButton.tsx'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

type ProposeProjectProps = { readonly contracts: NonNullable<ProjectsWire['contracts']>; readonly now: number; readonly onDone: () => void }

const nothingTyped: TypedProject = { text: '', payee: '', funding: '30', milestones: [{ amount: '', days: '30' }] }

/** Proposes a project to sponsors: its purpose, its milestones, and the account that they pay. */
export function ProposeProject(props: ProposeProjectProps) {
  return (
    <WalletBoundary waiting={<Skeleton width="100%" height={320} />}>
      <Form {...props} />
    </WalletBoundary>
  )
}

function Form({ contracts, now, onDone }: ProposeProjectProps) {
  const t = useTranslations('govern.projects.propose')
  const queryClient = useQueryClient()
  const account = useAccountAddress()
  const acts = useTranslatedRefusals(useProjects({ incubator: address(contracts.incubator), gToken: address(contracts.gToken) }, account))
  const [typed, setTyped] = useState(nothingTyped)
  const tForm = useTranslations('govern.form')
  const draft = projectDraft(typed, { now, account })
  const goal = draft?.milestones.reduce((sum, { amount }) => sum + amount, 0n) ?? 0n
  return (
    <Panel title={t('title')}>
      <div className="panel-body stack g4">
        <Field label={t('text.label')} hint={t('text.hint')}>
          {(names) => (
            <TextArea
              {...names}
              rows={4}
              maxLength={1_300}
              value={typed.text}
              onChange={({ target }) => setTyped({ ...typed, text: target.value })}
            />
          )}
        </Field>
        <AddressField label={t('payee.label')} hint={t('payee.hint')} value={typed.payee} onValue={(payee) => setTyped({ ...typed, payee })} />
        <Field label={t('funding.label')} hint={t('funding.hint')} error={fundingDays(typed.funding) === null ? t('funding.wrong') : undefined}>
          {(names) => (
            <TextInput
              {...names}
              inputMode="numeric"
              maxLength={2}
              suffix="d"
              value={typed.funding}
              onChange={({ target }) => setTyped({ ...typed, funding: target.value })}
            />
          )}
        </Field>
        <Milestones typed={typed} onTyped={setTyped} />
        <MoneyLines
          lines={[
            { name: t('network'), amount: t('one'), tone: 'small' },
            { name: t('goal'), amount: exactGText(goal), tone: 'total' },
          ]}
        />
        <FormFoot>
          <TransactionButton
            label={t('send')}
            reason={draft === null ? tForm('incomplete') : null}
            send={() => {
              if (draft === null) throw new Error('a project that is not whole has no button')
              return acts.propose(draft)
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

function Milestones({ typed, onTyped }: { readonly typed: TypedProject; readonly onTyped: (typed: TypedProject) => void }) {
  const t = useTranslations('govern.projects.propose')
  const { milestones } = typed
  const hintId = useId()
  const put = (place: number, more: Partial<TypedProject['milestones'][number]>) =>
    onTyped({ ...typed, milestones: milestones.map((one, at) => (at === place ? { ...one, ...more } : one)) })
  return (
    <>
      {milestones.map((one, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: milestones have nothing but their place.
        <div key={place} className="row g2">
          <Field
            label={t('amount', { number: place + 1 })}
            error={one.amount !== '' && isMilestoneWrong(milestones, place) ? t('milestoneWrong') : undefined}
          >
            {(names) => (
              <TextInput
                {...names}
                inputMode="decimal"
                maxLength={30}
                suffix="G"
                value={one.amount}
                onChange={({ target }) => put(place, { amount: target.value })}
              />
            )}
          </Field>
          <Field label={t('days')}>
            {(names) => (
              <TextInput
                {...names}
                inputMode="numeric"
                maxLength={4}
                suffix="d"
                value={one.days}
                onChange={({ target }) => put(place, { days: target.value })}
              />
            )}
          </Field>
        </div>
      ))}
      <p className="t12 dim" id={hintId}>
        {t('milestonesHint')}
      </p>
      <div className="row g2">
        <Button
          size="sm"
          disabled={milestones.length >= mostMilestones}
          aria-describedby={hintId}
          onClick={() => {
            const days = Number(milestones.at(-1)?.days ?? 0) + 30
            onTyped({ ...typed, milestones: [...milestones, { amount: '', days: `${Number.isNaN(days) ? 30 : days}` }] })
          }}
        >
          {t('add')}
        </Button>
        <Button
          size="sm"
          disabled={milestones.length <= 1}
          aria-describedby={hintId}
          onClick={() => onTyped({ ...typed, milestones: milestones.slice(0, -1) })}
        >
          {t('remove')}
        </Button>
      </div>
    </>
  )
}
