'use client'
import { useQuery } from '@tanstack/react-query'
import clsx from 'clsx'
import { ArrowLeft } from 'lucide-react'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { Callout } from '#web/components/ui/Callout.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { AgentPanel } from '#web/features/machine/AgentPanel.tsx'
import { LeavePanel } from '#web/features/machine/LeavePanel.tsx'
import { LogPanel } from '#web/features/machine/LogPanel.tsx'
import { type Machine, machineQuery } from '#web/features/machine/machineQueries.ts'
import { MachinePrice } from '#web/features/machine/MachinePrice.tsx'
import { MachineStats } from '#web/features/machine/MachineStats.tsx'
import { PowerPanel } from '#web/features/machine/PowerPanel.tsx'
import { ReadingsPanel } from '#web/features/machine/ReadingsPanel.tsx'
import { MaintenancePanel } from '#web/features/maintenance/MaintenancePanel.tsx'
import { AlertList } from '#web/features/provide/AlertList.tsx'
import { nodeDots } from '#web/features/provide/nodeDots.ts'
import { ProviderLeases } from '#web/features/provide/ProviderLeases.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { ClockAhead } from '#web/parts/chain/ClockAhead.tsx'
import { useChainNow } from '#web/parts/chain/useChainNow.ts'
import { sizeText } from '#web/parts/format/sizeText.ts'
import { proofMaker } from '#web/parts/machine/proofMaker.ts'
import { SimulatedBadge } from '#web/parts/machine/SimulatedBadge.tsx'
import { useRegionName } from '#web/parts/machine/useRegionName.ts'
import { SignInGate } from '#web/parts/session/SignInGate.tsx'
import { givenName } from '#web/parts/machine/nodeTitle.ts'

const ReliabilityPanel = dynamic(() => import('#web/features/listing/ReliabilityPanel.tsx').then((module) => module.ReliabilityPanel), {
  loading: () => <div className="panel min-h-56" aria-hidden />,
})

const PenaltiesPanel = dynamic(() => import('#web/features/faults/PenaltiesPanel.tsx').then((module) => module.PenaltiesPanel), {
  loading: () => <div className="panel mt-5 min-h-36" aria-hidden />,
})

/** Shows one machine to its owner: measurements, reliability, penalties, agent, log, power cost, leases and problems. */
export function MachineView({ node }: { readonly node: string }) {
  const t = useTranslations('machine')
  return (
    <main className="page p-provide">
      <p className="mb-3">
        <Link className="link t13 row g1" href="/provide">
          <ArrowLeft className="i s" aria-hidden /> {t('back')}
        </Link>
      </p>
      <SignInGate isPage waiting={<MachineSkeleton />}>
        <OwnMachine node={node} />
      </SignInGate>
    </main>
  )
}

function OwnMachine({ node }: { readonly node: string }) {
  const t = useTranslations('machine')
  const query = useQuery(machineQuery(browserApi, node))
  return (
    <QueryView isPage query={query} failed={t('failed')} skeleton={<MachineSkeleton />}>
      {(machine) => <MachineParts machine={machine} />}
    </QueryView>
  )
}

function MachineParts({ machine }: { readonly machine: Machine }) {
  const t = useTranslations('machine')
  const now = useChainNow(machine.chainNow)
  const { node, reading } = machine
  return (
    <>
      <MachineHead machine={machine} />
      {node.simulated && (
        <div className="mb-5">
          <Callout tone="plain">{t('simulated')}</Callout>
        </div>
      )}
      <ClockAhead />
      <AlertList alerts={machine.alerts} />
      <MachineStats machine={machine} />
      <ReadingsPanel node={node.node} isSimulated={node.simulated} gpus={reading?.gpus ?? []} />
      <ReliabilityPanel node={node.node} maker={proofMaker(node)} />
      <PenaltiesPanel node={node.node} gpus={node.gpus} />
      <div className="g-b">
        <AgentPanel machine={machine} />
        <PowerPanel energy={machine.energy} isSimulated={node.simulated} />
      </div>
      <MaintenancePanel nodes={[node]} now={now} />
      <LogPanel agent={machine.agent} isSimulated={node.simulated} />
      <ProviderLeases leases={machine.leases} now={now} bonded={BigInt(machine.bonded)} isOneMachine />
      {!node.simulated && <LeavePanel machine={machine} />}
    </>
  )
}

function MachineHead({ machine: { node } }: { readonly machine: Machine }) {
  const t = useTranslations('machine')
  const tProvide = useTranslations('provide')
  const region = useRegionName()(node.regionName)
  return (
    <header className="ph">
      <div className="grow">
        <h1>
          {givenName(node.name)} {node.simulated && <SimulatedBadge />}
        </h1>
        <p className="row wrap t13 dim mt-1">
          <span className="row g1">
            <i className={clsx('dot', nodeDots[node.state])} />
            {tProvide(`state.${node.state}`)}
          </span>
          <span>
            {t('hardware', {
              gpus: node.gpus,
              className: node.className,
              cores: node.cpuCores,
              ram: sizeText(node.ramGib),
              disk: sizeText(node.diskGib),
              region,
            })}
          </span>
        </p>
      </div>
      <MachinePrice node={node} />
      <Link className="link t13" href={`/gpus/${node.node}`}>
        {t('listing')}
      </Link>
    </header>
  )
}

function MachineSkeleton() {
  return (
    <div className="skeltree stack g4" aria-hidden>
      <Skeleton width={280} height={28} />
      <div className="panel p-4">
        <Skeleton width="100%" height={56} />
      </div>
      <div className="panel p-4">
        <Skeleton width="100%" height={320} />
      </div>
    </div>
  )
}
