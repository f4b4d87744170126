'use client'
import { maintenanceLimits } from '@infinitio/domain'
import { useQuery } from '@tanstack/react-query'
import { CircleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { Field } from '#web/components/ui/Field.tsx'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { WhyDisabled } from '#web/components/ui/WhyDisabled.tsx'
import { overlappingLeases } from '#web/features/maintenance/overlappingLeases.ts'
import { type DraftPlan, firstDraft, moveStart, type PlanDraft, planOf, planStepSeconds } from '#web/features/maintenance/planDraft.ts'
import { PlanOutcome } from '#web/features/maintenance/PlanOutcome.tsx'
import { type PlanResult, usePlan } from '#web/features/maintenance/usePlan.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'
import { momentText } from '#web/parts/format/clockText.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { MomentField } from '#web/parts/moment/MomentField.tsx'
import { type ProviderNode, providerQuery } from '#web/parts/provider/providerQuery.ts'
import { notify } from '#web/parts/toasts/notify.ts'
import { givenName } from '#web/parts/machine/nodeTitle.ts'

const daySeconds = 86_400
const daysAhead = maintenanceLimits.latestSeconds / daySeconds
const mostDays = maintenanceLimits.mostSeconds / daySeconds

type PlanDialogProps = {
  readonly nodes: readonly ProviderNode[]
  /** True if the user selected these machines before opening the dialog; otherwise the dialog asks for one of them. */
  readonly isChosen: boolean
  /** The present time by the chain's clock, in Unix seconds. */
  readonly now: number
  readonly onClose: () => void
}

/** Lets the user plan maintenance of one machine or many. Afterwards, shows what the user must still do, if there is anything. */
export function PlanDialog({ nodes, isChosen, now, onClose }: PlanDialogProps) {
  const t = useTranslations('provide.maintenance')
  const planning = usePlan()
  const result = planning.data
  const needsLook = result !== undefined && isOpen(result)
  const [only] = nodes
  const title =
    nodes.length === 1 && only !== undefined
      ? t('titleOne', { name: givenName(only.name) })
      : t(isChosen ? 'titleMany' : 'plan', { count: nodes.length })
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={title} description={t(needsLook ? 'result' : 'text')}>
      {needsLook ? (
        <PlanOutcome result={result} onClose={onClose} />
      ) : (
        <PlanForm
          {...{ nodes, isChosen, now, onClose }}
          planning={planning}
          onPlanned={(made) => {
            if (isOpen(made)) return
            void notify({ tone: 'success', text: t('planned') })
            onClose()
          }}
        />
      )}
    </Dialog>
  )
}

/**
 * Returns true if the user must see the result: the maintenance could not be planned for some machine, or a listing may still offer the time of the
 * maintenance.
 */
function isOpen({ failed, unsigned }: PlanResult): boolean {
  return failed.length > 0 || unsigned === null || unsigned.length > 0
}

type PlanFormProps = PlanDialogProps & {
  readonly planning: ReturnType<typeof usePlan>
  readonly onPlanned: (result: PlanResult) => void
}

function PlanForm({ nodes, isChosen, now, planning, onPlanned, onClose }: PlanFormProps) {
  const t = useTranslations('provide.maintenance')
  const why = useTranslations('reasons')
  const [draft, setDraft] = useState<PlanDraft>(() => firstDraft(now))
  const [choice, setChoice] = useState(isChosen ? '' : (nodes[0]?.node ?? ''))
  const wanted = choice === '' ? nodes : nodes.filter(({ node }) => node === choice)
  const plan = planOf(draft, { now })
  const wrong = 'wrong' in plan ? plan.wrong : null
  const reasonId = useId()
  const reason = wrong === null ? null : why('fields')
  return (
    <form
      className="stack g4"
      onSubmit={(event) => {
        event.preventDefault()
        if (!('wrong' in plan)) planning.mutate({ nodes: wanted, ...plan }, { onSuccess: onPlanned })
      }}
    >
      {!isChosen && nodes.length > 1 && (
        <Field label={t('machine')}>
          {(names) => (
            <SelectInput {...names} value={choice} onChange={(event) => setChoice(event.target.value)}>
              {nodes.map(({ node, name }) => (
                <option key={node} value={node}>
                  {name}
                </option>
              ))}
              <option value="">{t('all', { count: nodes.length })}</option>
            </SelectInput>
          )}
        </Field>
      )}
      <PlanTimes draft={draft} plan={plan} now={now} onDraft={setDraft} />
      <Effect nodes={wanted} plan={'wrong' in plan ? null : plan} />
      {planning.isError && <ProblemCallout error={planning.error} />}
      <Button
        type="submit"
        tone="primary"
        full
        disabled={planning.isPending || reason !== null}
        aria-describedby={reason === null ? undefined : reasonId}
      >
        {planning.isPending ? t('planning') : t('plan')}
      </Button>
      <WhyDisabled id={reasonId}>{reason}</WhyDisabled>
      <Button tone="ghost" full onClick={onClose}>
        {t('cancel')}
      </Button>
    </form>
  )
}

type PlanTimesProps = {
  readonly draft: PlanDraft
  readonly plan: DraftPlan
  readonly now: number
  readonly onDraft: (draft: PlanDraft) => void
}

/** Fields for the start and the end of a maintenance. They offer no end before the start. */
function PlanTimes({ draft, plan, now, onDraft }: PlanTimesProps) {
  const t = useTranslations('provide.maintenance')
  const wrong = 'wrong' in plan ? plan.wrong : null
  return (
    <>
      <MomentField
        label={t('start')}
        hint={wrong === 'from' ? <Wrong text={t('wrong.from')} /> : t('hint.from')}
        value={draft.from}
        from={now}
        days={daysAhead}
        stepSeconds={planStepSeconds}
        none={t('now')}
        onChange={(from) => onDraft(moveStart(draft, from, { now }))}
      />
      <MomentField
        label={t('end')}
        hint={
          'wrong' in plan ? wrong === 'until' ? <Wrong text={t('wrong.until')} /> : t('hint.until') : t('length', { span: spanText(plan.seconds) })
        }
        value={draft.until}
        from={(draft.from ?? now) + 1}
        days={mostDays}
        stepSeconds={planStepSeconds}
        none={null}
        onChange={(until) => until !== null && onDraft({ ...draft, until })}
      />
    </>
  )
}

function Wrong({ text }: { readonly text: string }) {
  return (
    <span className="row g2 warn" role="alert">
      <CircleAlert className="i s" aria-hidden />
      {text}
    </span>
  )
}

/** Shows how many leases the maintenance overlaps. This line is always visible, so that nothing moves while the user changes the times. */
function Effect({ nodes, plan }: { readonly nodes: readonly ProviderNode[]; readonly plan: { from: number; seconds: number } | null }) {
  const t = useTranslations('provide.maintenance')
  const { data: provider } = useQuery(providerQuery(browserApi))
  if (plan === null || provider === undefined) return <p className="t13 dim">{t('effect.unknown')}</p>
  const overlap = overlappingLeases(provider.leases, { nodes: new Set(nodes.map(({ node }) => node)), ...plan })
  return (
    <p className="t13" role="status">
      {overlap === null ? t('effect.none') : t('effect.some', { count: overlap.count, moment: momentText(overlap.lastEnd) })}
    </p>
  )
}
