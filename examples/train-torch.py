"""Trains a small network with PyTorch on several machines. docs/guides/clusters.md has the command for each machine.

Each process calculates the gradients of its part of the points. PyTorch averages the gradients over the network, so all processes have equal weights.
"""

import torch
import torch.distributed as dist
from torch.nn.parallel import DistributedDataParallel

gpu = torch.cuda.is_available()
dist.init_process_group("nccl" if gpu else "gloo")
rank, size = dist.get_rank(), dist.get_world_size()
device = torch.device("cuda", rank % torch.cuda.device_count()) if gpu else torch.device("cpu")
torch.manual_seed(7)
points = torch.rand(1_024, 2)
values = (points[:, :1] * points[:, 1:]).to(device)
points = points.to(device)
net = torch.nn.Sequential(torch.nn.Linear(2, 16), torch.nn.Tanh(), torch.nn.Linear(16, 1)).to(device)
model = DistributedDataParallel(net, device_ids=[device.index] if gpu else None)
optimiser = torch.optim.Adam(model.parameters(), lr=0.01)
for step in range(300):
    optimiser.zero_grad()
    loss = torch.nn.functional.mse_loss(model(points[rank::size]), values[rank::size])
    loss.backward()
    optimiser.step()
total = sum(weight.detach().double().sum().item() for weight in net.parameters())
print(f"rank {rank} of {size}: loss {loss.item():.5f}, sum of weights {total:.6f}", flush=True)
dist.destroy_process_group()
