import { type TemplateId, templateIds, type WorkloadTemplate } from './workloadTemplate.ts'

const nothing = { image: null, tag: '', startScript: '', command: [], environment: {}, ports: [], volumes: [], minVramGib: 0, minDiskGib: 0 } as const

/** ComfyUI has no official image. So the template uses a PyTorch image, and downloads ComfyUI's newest source code to the lease's disk. */
const startComfy = `set -e
cd /root
python3 -m venv --system-site-packages venv
. venv/bin/activate
if [ ! -d ComfyUI ]; then
  python3 -c "import io, tarfile, urllib.request as r; tarfile.open(fileobj=io.BytesIO(r.urlopen('https://github.com/comfyanonymous/ComfyUI/archive/refs/heads/master.tar.gz').read())).extractall('.')"
  mv ComfyUI-master ComfyUI
fi
cd ComfyUI
pip install --requirement requirements.txt
`

/**
 * Starts Ray. Ray's official image stores Ray in the home folder of a user. Ubuntu closes that folder to others, and a lease's root has no rights to other
 * users' files. So the template uses a plain Python image, and downloads Ray to the lease's disk.
 */
const startRay = `set -e
cd /root
[ -x venv/bin/ray ] || { python3 -m venv venv; venv/bin/pip install 'ray[default]'; }
`

const jupyter = ['jupyter', 'lab', '--allow-root', '--no-browser', '--ip=127.0.0.1', '--port=8888']

/**
 * The contents of each template, by its id. The programs have no password, because they can be reached only through the market's gateway for ports, which
 * checks who calls. Requests contain the gateway's host name. So a program that accepts only certain host names needs a setting that allows this one.
 */
const contents: Readonly<Record<TemplateId, Omit<WorkloadTemplate, 'id'>>> = {
  shell: nothing,
  script: nothing,
  pytorch: {
    ...nothing,
    image: 'quay.io/jupyter/pytorch-notebook',
    tag: 'cuda12-latest',
    command: [...jupyter, '--notebook-dir=/root', '--IdentityProvider.token=', '--ServerApp.allow_remote_access=True'],
    ports: [8888],
    volumes: ['/root'],
    minVramGib: 8,
    minDiskGib: 20,
  },
  cuda: { ...nothing, image: 'docker.io/nvidia/cuda', tag: '12.6.3-devel-ubuntu24.04', volumes: ['/root'], minVramGib: 1, minDiskGib: 20 },
  vllm: {
    ...nothing,
    image: 'docker.io/vllm/vllm-openai',
    tag: 'latest',
    command: ['vllm', 'serve', 'Qwen/Qwen2.5-7B-Instruct', '--host', '127.0.0.1', '--port', '8000'],
    environment: { HF_HOME: '/root/huggingface' },
    ports: [8000],
    volumes: ['/root/huggingface'],
    minVramGib: 24,
    minDiskGib: 60,
  },
  ollama: {
    ...nothing,
    image: 'docker.io/ollama/ollama',
    tag: 'latest',
    command: ['ollama', 'serve'],
    // If Ollama listens on loopback only, it refuses host names that are not local, such as the gateway's. So it listens on all addresses. Nobody can reach a
    // lease's other addresses from outside (ADR 47).
    environment: { OLLAMA_HOST: '0.0.0.0:11434', OLLAMA_MODELS: '/root/models' },
    ports: [11434],
    volumes: ['/root/models'],
    minVramGib: 4,
    minDiskGib: 30,
  },
  comfyui: {
    ...nothing,
    image: 'docker.io/pytorch/pytorch',
    tag: 'latest',
    startScript: startComfy,
    command: ['python3', 'main.py', '--listen', '127.0.0.1', '--port', '8188'],
    ports: [8188],
    volumes: ['/root/ComfyUI'],
    minVramGib: 8,
    minDiskGib: 40,
  },
  ray: {
    ...nothing,
    image: 'docker.io/library/python',
    tag: '3.12',
    startScript: startRay,
    command: ['/root/venv/bin/ray', 'start', '--head', '--block', '--dashboard-host=127.0.0.1', '--dashboard-port=8265', '--temp-dir=/tmp/ray'],
    ports: [8265],
    volumes: ['/root/venv', '/tmp/ray'],
    minDiskGib: 20,
  },
  image: nothing,
}

/** Every template, in the sequence in which pages show them. */
export const workloadTemplates: readonly WorkloadTemplate[] = templateIds.map((id) => ({ id, ...contents[id] }))

/** Returns one template by its id. */
export function templateOf(id: TemplateId): WorkloadTemplate {
  return { id, ...contents[id] }
}

/** Returns true if a text is the id of a template. */
export function isTemplateId(text: string): text is TemplateId {
  return (templateIds as readonly string[]).includes(text)
}
