#!/bin/sh
# Stands for `terraform` where a test is about moving states: files below STRONGROOM_TEST_STORE are S3 and HCP Terraform.
# As Terraform does, it gives a state a lineage of its own when it pushes it to where there is none, unless that is a file.

refuse() {
  printf '\n╷\n│ Error: %s\n╵\n' "$1" >&2
  exit 1
}

if [ "$1" = version ]; then
  echo '{"terraform_version":"1.11.4"}'
  exit
fi

configuration=$(cat main.tf.json)
value() {
  printf '%s' "$configuration" | sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"
}
lineage_of() {
  sed 's/.*"lineage":"\([^"]*\)".*/\1/' "$1"
}
case $configuration in
*'"local"'*) type=local place=$(value path) ;;
*'"s3"'*) type=s3 place=$STRONGROOM_TEST_STORE/s3-$(value key | tr / -) ;;
*) type=cloud place=$STRONGROOM_TEST_STORE/cloud-$(value name) ;;
esac
mode=$(stat -c %a ../../..)
echo "${PWD##*/} $place $* mode=$mode workspace=${TF_WORKSPACE-none} data=${TF_DATA_DIR-none}" >>"$STRONGROOM_TEST_STORE/log"

case "$1 $2" in
init*)
  [ ! -e "$place.refused" ] || refuse 'Failed to get existing workspaces: Access Denied'
  ;;
untaint*)
  [ ! -e "$place.locked" ] || refuse 'Error acquiring the state lock'
  ;;
'state pull')
  if [ -e "$place" ]; then
    cat "$place"
  elif [ $type = s3 ]; then
    echo '{"version":4,"lineage":"","serial":0}'
  fi
  ;;
'state push')
  [ ! -e "$place.readOnly" ] || refuse 'failed to upload state: Access Denied'
  if [ -e "$place" ] && [ "$(lineage_of "$place")" != "$(lineage_of "$3")" ]; then
    refuse 'cannot import a state over an unrelated one'
  fi
  if [ $type = local ] || [ -e "$place" ]; then
    cat "$3" >"$place"
  else
    sed 's/"lineage":"[^"]*","serial":[0-9]*/"lineage":"a new one","serial":1/' "$3" >"$place"
  fi
  [ ! -e "$place.meanwhile" ] || cp "$place.meanwhile" "$(cat "$place.meanwhile.of")"
  ;;
esac
