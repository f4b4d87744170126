import { Skeleton } from '#web/components/ui/Skeleton.tsx'

/** The shape of a lease page before it is there. */
export function LeaseSkeleton() {
  return (
    <div className="skeltree" aria-hidden>
      <Skeleton width={140} />
      <div className="stack my-5">
        <Skeleton width={260} height={28} />
        <Skeleton width={320} />
      </div>
      <div className="panel p-4">
        <Skeleton width="100%" height={72} />
      </div>
      <Skeleton width="50%" height={20} className="my-5" />
      <Skeleton width="100%" height={480} />
    </div>
  )
}
