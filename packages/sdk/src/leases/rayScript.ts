/** The version of Ray that `rayScript` installs where a lease has none. From 2.52 on, Ray can ask for a token. */
export const rayVersion = '2.60.0'
const headPort = 6_379
/** The port of Ray's dashboard on the head. It is open at 127.0.0.1 only, so that SSH and the web addresses of ports reach it, and nothing else. */
export const rayDashboardPort = 8_265
const startWithinSeconds = 120
/** The least of Ray's limit for the answer of a member to a health check. It is Ray's default. */
const leastHealthMs = 10_000
/** A member counts as lost if a health check takes longer than this many round trips. */
const healthRoundTrips = 100
const tokenForm = /^[0-9a-f]{64}$/
const addressForm = /^[0-9]{1,3}(\.[0-9]{1,3}){3}$/
const versionForm = /^[0-9]+(\.[0-9]+){1,2}$/

/** A member of a Ray cluster. The address is its own in the network of the cluster. */
export type RayMember = {
  readonly token: string
  readonly address: string
  /** The address of the head in the network of the cluster. */
  readonly head: string
  readonly version?: string
  /** The longest round trip between two members in milliseconds. */
  readonly rttMs?: number
}

/**
 * Returns a shell script that starts Ray on one lease of a cluster, as the head or as a worker, and that changes nothing if Ray runs there. If Ray runs there
 * with another token, the script fails. It has the token in its text, so pass it by a file or the standard input. Ray listens at the address of the cluster's
 * network, and asks everybody for the token. The script installs Ray where it is missing, which needs `python3` with `venv`. It ends
 * with 0 when Ray has joined. Throws RangeError for a malformed field, because the fields become parts of the script.
 */
export function rayScript({ token, address, head, version = rayVersion, rttMs = 0 }: RayMember): string {
  const isRight = tokenForm.test(token) && addressForm.test(address) && addressForm.test(head) && versionForm.test(version)
  if (!isRight || !Number.isFinite(rttMs)) throw new RangeError('a token of 64 hex digits, IPv4 addresses and a version such as 2.60.0')
  const isHead = address === head
  const health = Math.max(leastHealthMs, Math.ceil(rttMs * healthRoundTrips))
  const role = isHead ? `--head --port=${headPort} --dashboard-host=127.0.0.1 --dashboard-port=${rayDashboardPort}` : `--address=${head}:${headPort}`
  const joined = isHead ? `ray status --address=${head}:${headPort}` : `grep -q 'Ray runtime started' "$folder/ray.log"`
  return `set -eu
umask 077
folder="$HOME/.infinitio"
mkdir -p "$folder"
if [ -s "$folder/ray.pid" ] && kill -0 "$(cat "$folder/ray.pid")" 2>/dev/null; then
  if [ "$(cat "$folder/ray.token" 2>/dev/null)" != ${token} ]; then
    echo 'Ray runs here with another token, which stays as it is. Use the computer that started Ray, or copy its token file.' >&2
    exit 1
  fi
  echo 'Ray runs already.'
  exit 0
fi
printf %s ${token} >"$folder/ray.token"
export RAY_AUTH_MODE=token RAY_AUTH_TOKEN_PATH="$folder/ray.token" RAY_USAGE_STATS_ENABLED=0 RAY_health_check_timeout_ms=${health}
export PATH="$folder/ray/bin:$PATH"
if ! command -v ray >/dev/null; then
  python3 -m venv "$folder/ray"
  "$folder/ray/bin/pip" install --quiet 'ray[default]==${version}'
fi
setsid ray start --block --node-ip-address=${address} ${role} >"$folder/ray.log" 2>&1 </dev/null &
echo $! >"$folder/ray.pid"
for second in $(seq ${startWithinSeconds}); do
  if ${joined} >/dev/null 2>&1; then
    echo 'Ray runs.'
    exit 0
  fi
  kill -0 "$(cat "$folder/ray.pid")" 2>/dev/null || break
  sleep 1
done
tail -n 20 "$folder/ray.log" >&2
exit 1
`
}
