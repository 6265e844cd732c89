/// One machine: the AWS edge, the API gateway, the command line.
package emanet.local;
