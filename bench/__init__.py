"""Speed and cost of the real site beside the limits of this machine: `python -m bench`.

world     a site with people in it, made in a fresh folder
servers   the real server, a bare response and a static file, each in processes of their own
load      requests in turn of many members, by wrk or by an own small client
costs     what the processes used: CPU time and memory
What is measured: pages, whole_test, growth, weight (a real browser). docs/bench.md explains figures.
"""
