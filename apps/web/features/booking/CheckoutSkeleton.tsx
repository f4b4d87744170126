import { Skeleton } from '#web/components/ui/Skeleton.tsx'

/** Loading skeleton of a checkout. */
export function CheckoutSkeleton() {
  return (
    <div className="skeltree" aria-hidden>
      <div className="panel my-3 flex items-center gap-4 p-4">
        <Skeleton width={36} height={36} />
        <Skeleton width="60%" height={16} />
      </div>
      <div className="bc mt-6">
        <div className="stack g4">
          <Skeleton width={240} height={28} />
          <Skeleton width="100%" height={72} />
          <Skeleton width="100%" height={96} />
        </div>
        <div className="panel stack g4 p-4">
          <Skeleton width="60%" height={20} />
          <Skeleton width="100%" height={120} />
          <Skeleton width="100%" height={44} />
        </div>
      </div>
    </div>
  )
}
