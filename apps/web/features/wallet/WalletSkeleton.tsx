import { Skeleton } from '#web/components/ui/Skeleton.tsx'

/** The loading skeleton of the wallet page. */
export function WalletSkeleton() {
  return (
    <div className="skeltree" aria-hidden>
      <Skeleton width={160} height={28} className="mb-5" />
      <div className="wl">
        <div className="stack g4">
          <div className="panel p-4">
            <Skeleton width="100%" height={110} />
          </div>
          <div className="panel stack g4 p-4">
            {[1, 2, 3, 4, 5].map((key) => (
              <Skeleton key={key} width="100%" height={28} />
            ))}
          </div>
        </div>
        <div className="panel p-4">
          <Skeleton width="100%" height={320} />
        </div>
      </div>
    </div>
  )
}
