import { describe, expect, test } from 'vitest'
import { sshAccessOf } from '#web/parts/lease/SshLines.tsx'

const ssh = {
  name: 'lease-12',
  command: 'ssh -J lease-12@gw.example:2222 root@lease-12',
  knownHosts: ['[gw.example]:2222 ssh-ed25519 AAAA', 'lease-12 ssh-ed25519 BBBB'],
  gatewayHost: 'gw.example',
  gatewayPort: 2222,
  otherGateways: [],
}

describe('what is copied to log in to a lease', () => {
  test('names the key for both hops, because OpenSSH does not pass -i to a jump host', () => {
    expect(sshAccessOf(ssh, { keyFile: '~/.ssh/infinitio_ed25519', folder: '/' })).toEqual({
      protect: 'chmod 600 ~/.ssh/infinitio_ed25519',
      trust: "mkdir -p ~/.ssh && printf '%s\\n' '[gw.example]:2222 ssh-ed25519 AAAA' 'lease-12 ssh-ed25519 BBBB' >> ~/.ssh/known_hosts",
      config: `Host lease-12
  User root
  IdentityFile ~/.ssh/infinitio_ed25519
  IdentitiesOnly yes
  ProxyCommand ssh -i ~/.ssh/infinitio_ed25519 -o IdentitiesOnly=yes -p 2222 -W %h:%p lease-12@gw.example`,
      connect: 'ssh lease-12',
      editor: 'vscode://vscode-remote/ssh-remote+lease-12/',
    })
  })

  test.each(['~/my key', 'key; rm -rf ~', '$(id)', '`id`', "a'b", '', '-oProxyCommand=id', '../\n'])(
    'gives nothing to copy for the key file %j',
    (keyFile) => {
      expect(sshAccessOf(ssh, { keyFile, folder: '/' })).toBeNull()
    },
  )

  test('returns null if a shell would misread the gateway or the host key', () => {
    const keyFile = '~/.ssh/key'
    expect(sshAccessOf({ ...ssh, gatewayHost: 'gw;id' }, { keyFile, folder: '/' })).toBeNull()
    expect(sshAccessOf({ ...ssh, name: '-oProxyCommand=id' }, { keyFile, folder: '/' })).toBeNull()
    expect(sshAccessOf({ ...ssh, knownHosts: ["x' $(id) '"] }, { keyFile, folder: '/' })).toBeNull()
  })
})
